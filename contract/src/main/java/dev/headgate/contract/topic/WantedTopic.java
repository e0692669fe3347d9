// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.topic;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.OwnedConfigs;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A topic as a pipeline wants it: one of its spec, or one that belongs to such a topic.
 *
 * @param spec what the user wrote of the topic that it is or belongs to
 * @param purpose what it takes
 * @param messageBytesMax largest record batch that it takes
 */
public record WantedTopic(TopicSpec spec, Purpose purpose, int messageBytesMax) {

    private static final long HOUR_MILLIS = 3_600_000;

    /** Kafka's own default; smaller would only hurt other users of the topic. */
    private static final int MESSAGE_BYTES = 1_048_588;

    /** What a record is larger than its event: headers, key, the batch around it. */
    private static final int ENVELOPE_BYTES = 65_536;

    /** A dead letter carries headers about its failure. */
    private static final int DEAD_LETTER_BYTES = 32_768;

    /** What a topic takes. */
    public enum Purpose {
        /** The events of the pipeline. */
        Events,
        /** Records that could not land. */
        DeadLetters,
        /** Events that were refused; they have no order to keep and are few. */
        RefusedEvents
    }

    /** The topics of a pipeline, each followed by those that belong to it. */
    public static List<WantedTopic> of(PipelineSpec spec) {
        int bytes = Math.max(MESSAGE_BYTES, spec.ingest().maxEventBytes() + ENVELOPE_BYTES);
        var topics = new ArrayList<WantedTopic>();
        for (TopicSpec topic : spec.topics()) {
            topics.add(new WantedTopic(topic, Purpose.Events, bytes));
            topics.add(new WantedTopic(topic, Purpose.DeadLetters, bytes + DEAD_LETTER_BYTES));
            if (spec.ingest().keepRefused()) {
                topics.add(new WantedTopic(topic, Purpose.RefusedEvents, bytes));
            }
        }
        return List.copyOf(topics);
    }

    /** Its name in Kafka. */
    public String name() {
        return switch (purpose) {
            case Events -> spec.name();
            case DeadLetters -> PipelineNames.deadLetterTopic(spec.name());
            case RefusedEvents -> PipelineNames.refusedTopic(spec.name());
        };
    }

    /** Whether it takes the events of the pipeline. */
    public boolean takesEvents() {
        return purpose == Purpose.Events;
    }

    /** Whether it takes records that could not land. */
    public boolean takesDeadLetters() {
        return purpose == Purpose.DeadLetters;
    }

    /** Least number of partitions; a dead-letter topic has as many as its topic. */
    public int partitions() {
        return purpose == Purpose.RefusedEvents ? 1 : spec.partitions();
    }

    /** Copies of each record; absent for the broker's default. */
    public @Nullable Integer replicationFactor() {
        return spec.replicationFactor();
    }

    /**
     * The settings in Kafka that the platform decides, where the topic has so many replicas.
     *
     * @param replicas absent if nobody knows; what follows from it is left out
     */
    public Map<String, String> ownedConfigs(@Nullable Integer replicas) {
        var configs = new TreeMap<String, String>();
        configs.put(OwnedConfigs.CLEANUP_POLICY, "delete");
        configs.put(OwnedConfigs.MAX_MESSAGE_BYTES, Integer.toString(messageBytesMax));
        if (replicas != null) {
            // What acks=all means: one replica may be away, and none that lags may lead.
            configs.put(
                    OwnedConfigs.MIN_INSYNC_REPLICAS, Integer.toString(Math.max(1, replicas - 1)));
        }
        configs.put(OwnedConfigs.RETENTION_MS, Long.toString(spec.retentionHours() * HOUR_MILLIS));
        configs.put(OwnedConfigs.UNCLEAN_LEADER_ELECTION, "false");
        return configs;
    }

    /**
     * All its settings in Kafka: those of the platform and those that the pipeline lists, which are
     * for the topic itself and not for those that belong to it.
     */
    public Map<String, String> configs(@Nullable Integer replicas) {
        var configs = new TreeMap<String, String>(takesEvents() ? spec.configs() : Map.of());
        configs.putAll(ownedConfigs(replicas));
        return configs;
    }
}
