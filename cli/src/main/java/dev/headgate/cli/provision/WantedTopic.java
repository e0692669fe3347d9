// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A topic as a pipeline wants it.
 *
 * @param replicationFactor absent for the broker's default
 */
record WantedTopic(
        String name,
        int partitions,
        @Nullable Integer replicationFactor,
        int retentionHours,
        int messageBytesMax) {

    private static final long HOUR_MILLIS = 3_600_000;

    /** Kafka's own default; smaller would only hurt other users of the topic. */
    private static final int MESSAGE_BYTES = 1_048_588;

    /** What a record is larger than its event: headers, key, the batch around it. */
    private static final int ENVELOPE_BYTES = 65_536;

    /** A dead letter carries headers about its failure. */
    private static final int DEAD_LETTER_BYTES = 32_768;

    /** The topics of a pipeline, each followed by its dead-letter topic. */
    static List<WantedTopic> of(PipelineSpec spec) {
        int bytes = Math.max(MESSAGE_BYTES, spec.ingest().maxEventBytes() + ENVELOPE_BYTES);
        var topics = new ArrayList<WantedTopic>();
        for (TopicSpec topic : spec.topics()) {
            topics.add(wanted(topic, topic.name(), bytes));
            topics.add(
                    wanted(
                            topic,
                            PipelineNames.deadLetterTopic(topic.name()),
                            bytes + DEAD_LETTER_BYTES));
        }
        return topics;
    }

    private static WantedTopic wanted(TopicSpec topic, String name, int bytes) {
        return new WantedTopic(
                name, topic.partitions(), topic.replicationFactor(), topic.retentionHours(), bytes);
    }

    /** Its settings in Kafka, where it has so many replicas. */
    Map<String, String> settings(int replicas) {
        var settings = new TreeMap<String, String>();
        settings.put("cleanup.policy", "delete");
        settings.put("max.message.bytes", Integer.toString(messageBytesMax));
        // What acks=all means: one replica may be away, and none that lags may lead.
        settings.put("min.insync.replicas", Integer.toString(Math.max(1, replicas - 1)));
        settings.put("retention.ms", Long.toString(retentionHours * HOUR_MILLIS));
        settings.put("unclean.leader.election.enable", "false");
        return settings;
    }
}
