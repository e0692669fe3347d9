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
 * A topic as a pipeline wants it: one of its spec, or the dead-letter topic of one.
 *
 * @param spec what the user wrote; a dead-letter topic is made after its topic's
 * @param deadLetter whether it takes the records that could not land
 * @param messageBytesMax largest record batch that it takes
 */
public record WantedTopic(TopicSpec spec, boolean deadLetter, int messageBytesMax) {

    private static final long HOUR_MILLIS = 3_600_000;

    /** Kafka's own default; smaller would only hurt other users of the topic. */
    private static final int MESSAGE_BYTES = 1_048_588;

    /** What a record is larger than its event: headers, key, the batch around it. */
    private static final int ENVELOPE_BYTES = 65_536;

    /** A dead letter carries headers about its failure. */
    private static final int DEAD_LETTER_BYTES = 32_768;

    /** The topics of a pipeline, each followed by its dead-letter topic. */
    public static List<WantedTopic> of(PipelineSpec spec) {
        int bytes = Math.max(MESSAGE_BYTES, spec.ingest().maxEventBytes() + ENVELOPE_BYTES);
        var topics = new ArrayList<WantedTopic>();
        for (TopicSpec topic : spec.topics()) {
            topics.add(new WantedTopic(topic, false, bytes));
            topics.add(new WantedTopic(topic, true, bytes + DEAD_LETTER_BYTES));
        }
        return List.copyOf(topics);
    }

    /** Its name in Kafka. */
    public String name() {
        return deadLetter ? PipelineNames.deadLetterTopic(spec.name()) : spec.name();
    }

    /** Least number of partitions; a dead-letter topic has as many as its topic. */
    public int partitions() {
        return spec.partitions();
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
     * for the topic itself and not for its dead letters.
     */
    public Map<String, String> configs(@Nullable Integer replicas) {
        var configs = new TreeMap<String, String>(deadLetter ? Map.of() : spec.configs());
        configs.putAll(ownedConfigs(replicas));
        return configs;
    }
}
