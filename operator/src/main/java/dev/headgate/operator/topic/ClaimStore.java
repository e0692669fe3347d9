// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import org.jspecify.annotations.Nullable;

/** Where ledgers are kept, one for each Kafka cluster; guarded against concurrent writers. */
public interface ClaimStore {

    /** What came of reading a ledger. */
    sealed interface Reading {

        /**
         * The ledger; an empty one if there is none yet.
         *
         * @param version what a write must name; absent if there is none yet
         */
        record Found(TopicLedger ledger, @Nullable String version) implements Reading {}

        /** The store gave no answer. */
        record Unavailable() implements Reading {}
    }

    /** What came of writing a ledger. */
    enum Writing {
        /** It is stored. */
        Stored,
        /** Somebody else wrote in between. */
        Overtaken,
        /** The store gave no answer; it may be stored or not. */
        Unavailable
    }

    /** Reads the ledger of a cluster. */
    Reading read(String clusterId);

    /** Stores the ledger of a cluster, if it still has that version. */
    Writing write(String clusterId, TopicLedger ledger, @Nullable String version);
}
