// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

/** Keys of this service's log lines. */
public final class LogKey {

    /** Namespace and name of the pipeline. */
    public static final String PIPELINE = "pipeline";

    /** Kafka topic. */
    public static final String TOPIC = "topic";

    /** Partition of the topic. */
    public static final String PARTITION = "partition";

    /** Offset in the partition. */
    public static final String OFFSET = "offset";

    /** Fencing token of the partition. */
    public static final String EPOCH = "epoch";

    /** One word for why. */
    public static final String REASON = "reason";

    /** How often it was tried. */
    public static final String ATTEMPT = "attempt";

    /** PostgreSQL's error code. */
    public static final String SQL_STATE = "sqlState";

    /** How many there were. */
    public static final String COUNT = "count";

    /** Number of a replay of dead letters. */
    public static final String REPLAY = "replay";

    private LogKey() {}
}
