// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import java.util.List;

/** What was done about one topic; its text is what the user reads. */
public sealed interface TopicOutcome {

    /** It was not there. */
    record Created(int partitions, int replicas) implements TopicOutcome {
        @Override
        public String toString() {
            return "created (%d partitions, replication factor %d)".formatted(partitions, replicas);
        }
    }

    /** It is as the file wants it. */
    record Unchanged() implements TopicOutcome {
        @Override
        public String toString() {
            return "unchanged";
        }
    }

    /** It has more partitions now. */
    record Grown(int from, int to) implements TopicOutcome {
        @Override
        public String toString() {
            return "grown from %d to %d partitions".formatted(from, to);
        }
    }

    /** Settings were changed to what the file wants. */
    record Configured(List<String> settings) implements TopicOutcome {
        public Configured {
            settings = List.copyOf(settings);
        }

        @Override
        public String toString() {
            return "set " + String.join(", ", settings);
        }
    }

    /** It stays different from what the file wants. */
    record Refused(String reason) implements TopicOutcome {
        @Override
        public String toString() {
            return "refused: " + reason;
        }
    }
}
