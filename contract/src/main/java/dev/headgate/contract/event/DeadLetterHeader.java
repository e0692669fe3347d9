// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

import java.util.List;

/**
 * Header names of a record in a dead-letter topic, beside those that the record had. Names that
 * Kafka Connect has are its own. Every value is UTF-8 text; a header whose value is not known is
 * left out. {@code docs/dead-letter-topic.md} says what each means.
 */
public final class DeadLetterHeader {

    /** Version of this set of headers: always {@value #VERSION_VALUE}. */
    public static final String VERSION = "x-dlq.v";

    /** The only version that is written. */
    public static final String VERSION_VALUE = "1";

    /** Number of the row in the table {@code dead_letter}. */
    public static final String ID = "x-dlq.id";

    /** Topic it was read from. */
    public static final String TOPIC = "__connect.errors.topic";

    /** Kafka's id of that topic, as a UUID. */
    public static final String TOPIC_ID = "x-dlq.topic-id";

    /** Partition it was read from. */
    public static final String PARTITION = "__connect.errors.partition";

    /** Offset it was read at. */
    public static final String OFFSET = "__connect.errors.offset";

    /** Leader epoch it was read with. */
    public static final String LEADER_EPOCH = "x-dlq.leader-epoch";

    /** Its timestamp, RFC 3339. */
    public static final String TIMESTAMP = "x-dlq.timestamp";

    /** Whose its timestamp is: {@code CreateTime} or {@code LogAppendTime}. */
    public static final String TIMESTAMP_TYPE = "x-dlq.timestamp-type";

    /** Where it failed. */
    public static final String STAGE = "__connect.errors.stage";

    /** One word for the cause. */
    public static final String REASON = "__connect.errors.exception.class.name";

    /** One sentence about the cause. */
    public static final String MESSAGE = "__connect.errors.exception.message";

    /** Class of the failure. */
    public static final String FAILURE_CLASS = "x-dlq.class";

    /** What PostgreSQL answered. */
    public static final String SQL_STATE = "x-dlq.sqlstate";

    /** The same for all that failed for the same cause, as in the table. */
    public static final String FINGERPRINT = "x-dlq.fingerprint";

    /** How often landing was tried. */
    public static final String ATTEMPTS = "x-dlq.attempts";

    /** How many replays of it had failed. */
    public static final String REPLAYS = "x-dlq.replays";

    /** When it failed first, RFC 3339. */
    public static final String FIRST_FAILED_AT = "x-dlq.first-failed-at";

    /** When it was given up, RFC 3339. */
    public static final String LAST_FAILED_AT = "x-dlq.last-failed-at";

    /** Namespace and name of the pipeline. */
    public static final String PIPELINE = "__connect.errors.connector.name";

    /** The consumer that published it. */
    public static final String INSTANCE = "__connect.errors.task.id";

    /** The pipeline's consumer group. */
    public static final String GROUP = "x-dlq.group";

    /** The row that has it whole, if this record does not: schema, table and number. */
    public static final String POINTER = "x-dlq.pointer";

    /** What this record lacks, if anything: {@code value} or {@code key,value,headers}. */
    public static final String LEFT_OUT = "x-dlq.left-out";

    /** Bytes of the value that is left out. */
    public static final String VALUE_BYTES = "x-dlq.value-bytes";

    /** All of them: whatever a record carries under these names is replaced. */
    public static final List<String> ALL =
            List.of(
                    VERSION,
                    ID,
                    TOPIC,
                    TOPIC_ID,
                    PARTITION,
                    OFFSET,
                    LEADER_EPOCH,
                    TIMESTAMP,
                    TIMESTAMP_TYPE,
                    STAGE,
                    REASON,
                    MESSAGE,
                    FAILURE_CLASS,
                    SQL_STATE,
                    FINGERPRINT,
                    ATTEMPTS,
                    REPLAYS,
                    FIRST_FAILED_AT,
                    LAST_FAILED_AT,
                    PIPELINE,
                    INSTANCE,
                    GROUP,
                    POINTER,
                    LEFT_OUT,
                    VALUE_BYTES);

    private DeadLetterHeader() {}
}
