// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.Set;

/** The topic settings that the platform itself decides, by Kafka's names. */
public final class OwnedConfigs {

    /** How old records go: they are deleted, never compacted. */
    public static final String CLEANUP_POLICY = "cleanup.policy";

    /** Largest record batch; follows {@code maxEventBytes}. */
    public static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    /** Copies that must have a record before it is confirmed. */
    public static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    /** How long records are kept; follows {@code retentionHours}. */
    public static final String RETENTION_MS = "retention.ms";

    /** Whether a copy that lags may lead. */
    public static final String UNCLEAN_LEADER_ELECTION = "unclean.leader.election.enable";

    /** All of them. */
    public static final Set<String> NAMES =
            Set.of(
                    CLEANUP_POLICY,
                    MAX_MESSAGE_BYTES,
                    MIN_INSYNC_REPLICAS,
                    RETENTION_MS,
                    UNCLEAN_LEADER_ELECTION);

    /** All of them as a list in CEL. */
    static final String CEL =
            "['"
                    + CLEANUP_POLICY
                    + "', '"
                    + MAX_MESSAGE_BYTES
                    + "', '"
                    + MIN_INSYNC_REPLICAS
                    + "', '"
                    + RETENTION_MS
                    + "', '"
                    + UNCLEAN_LEADER_ELECTION
                    + "']";

    private OwnedConfigs() {}
}
