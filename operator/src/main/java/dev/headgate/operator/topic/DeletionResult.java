// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.List;

/** What came of deleting the topics of a pipeline that goes. */
public sealed interface DeletionResult {

    /**
     * The finalizer may go.
     *
     * @param deleted topics that are deleted by now
     * @param abandoned topics that were to be deleted and stay, since Kafka could not be brought to
     *     it in time
     */
    record Finished(List<String> deleted, List<String> abandoned) implements DeletionResult {
        public Finished {
            deleted = List.copyOf(deleted);
            abandoned = List.copyOf(abandoned);
        }
    }

    /**
     * The finalizer stays; try again later.
     *
     * @param sentence why, for people, and what to do
     */
    record Waiting(String sentence) implements DeletionResult {}

    /** Another operator leads: nothing may be written. */
    record NotLeading() implements DeletionResult {}
}
