// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.name;

/** Names of metrics; base units, prefix {@code headgate_}. */
public final class MetricName {

    /** Requests answered by ingest; counter by {@code outcome}. */
    public static final String INGEST_REQUESTS = "headgate_ingest_requests";

    /** Events judged by ingest; counter by {@code outcome}. */
    public static final String INGEST_EVENTS = "headgate_ingest_events";

    /** Seconds from send to Kafka's acknowledgement; histogram. */
    public static final String INGEST_ACK_SECONDS = "headgate_ingest_ack_seconds";

    /** Rows landed by a consumer; counter. */
    public static final String CONSUMER_ROWS = "headgate_consumer_rows";

    /** Repeats of known events that a consumer suppressed; counter. */
    public static final String CONSUMER_SUPPRESSED = "headgate_consumer_suppressed";

    /** Records that a consumer kept as dead letters; counter. */
    public static final String CONSUMER_DEAD_LETTERS = "headgate_consumer_dead_letters";

    private MetricName() {}
}
