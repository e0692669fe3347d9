// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.operator.resource.GrowthStatus.Hindrance;

/** A turn in the growth of a topic, as people are told. */
public sealed interface GrowthNews {

    /** What people read. */
    String sentence();

    /** Ingest holds events back from now on. */
    record GrowthStarted(String topic, int partitions) implements GrowthNews {
        @Override
        public String sentence() {
            return "Topic %s grows to %d partitions: ingest holds its events back until all earlier ones have landed."
                    .formatted(topic, partitions);
        }
    }

    /** The topic has its partitions. */
    record GrowthDone(String topic, int partitions) implements GrowthNews {
        @Override
        public String sentence() {
            return "Topic %s has %d partitions, and ingest takes its events again."
                    .formatted(topic, partitions);
        }
    }

    /** It took too long. */
    record GrowthAborted(String topic, Hindrance hindrance) implements GrowthNews {
        @Override
        public String sentence() {
            return "Topic %s did not grow, since %s; ingest takes its events again."
                    .formatted(topic, words(hindrance));
        }
    }

    /** For people, after "since". */
    static String words(Hindrance hindrance) {
        return switch (hindrance) {
            case IngestNotDrained -> "not every ingest pod had stopped sending to it";
            case NotLanded -> "its earlier events had not all landed in PostgreSQL";
            case KafkaSilent -> "Kafka did not answer";
            case KafkaRefused -> "Kafka refused to add partitions";
        };
    }
}
