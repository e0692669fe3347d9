// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.name;

/** Names of metrics; base units, prefix {@code headgate_}. */
public final class MetricName {

    /** Requests answered by ingest; counter by {@code outcome}. */
    public static final String INGEST_REQUESTS = "headgate_ingest_requests";

    /** Events judged by ingest; counter by {@code outcome}. */
    public static final String INGEST_EVENTS = "headgate_ingest_events";

    /** Requests with several events answered by ingest; counter by {@code outcome}. */
    public static final String INGEST_BATCHES = "headgate_ingest_batches";

    /**
     * Seconds in which events were handed to the producer, of all threads together; gauge that only
     * rises.
     */
    public static final String INGEST_ENQUEUE_SECONDS = "headgate_ingest_enqueue_seconds";

    /** Seconds from send to Kafka's answer; histogram by {@code outcome}. */
    public static final String INGEST_ACK_SECONDS = "headgate_ingest_ack_seconds";

    /** Bytes of request bodies read, after decompression; counter. */
    public static final String INGEST_BODY_BYTES = "headgate_ingest_body_bytes";

    /** Bytes of compressed bodies as they were sent; counter by {@code encoding}. */
    public static final String INGEST_COMPRESSED_BYTES = "headgate_ingest_compressed_bytes";

    /** Bytes that came out of compressed bodies; counter by {@code encoding}. */
    public static final String INGEST_DECOMPRESSED_BYTES = "headgate_ingest_decompressed_bytes";

    /** Requests being worked on; gauge. */
    public static final String INGEST_IN_FLIGHT_REQUESTS = "headgate_ingest_in_flight_requests";

    /** Bytes of bodies for whose events Kafka has not answered; gauge. */
    public static final String INGEST_IN_FLIGHT_BYTES = "headgate_ingest_in_flight_bytes";

    /** Requests that may be worked on at the same time; gauge. */
    public static final String INGEST_IN_FLIGHT_REQUESTS_MAX =
            "headgate_ingest_in_flight_requests_max";

    /** Bytes of bodies for which Kafka's answer may be missing at the same time; gauge. */
    public static final String INGEST_IN_FLIGHT_BYTES_MAX = "headgate_ingest_in_flight_bytes_max";

    /** Bytes of the producer's buffer that are free; gauge. */
    public static final String INGEST_BUFFER_FREE_BYTES = "headgate_ingest_buffer_free_bytes";

    /** Lines of the access log that found no room and were left out; gauge that only rises. */
    public static final String INGEST_ACCESS_LINES_DROPPED = "headgate_ingest_access_lines_dropped";

    /** Producers replaced after a fatal error; gauge. */
    public static final String INGEST_PRODUCERS_REPLACED = "headgate_ingest_producers_replaced";

    /** Requests and events refused because of their caller; counter by {@code reason}. */
    public static final String INGEST_CALLER_REFUSALS = "headgate_ingest_caller_refusals";

    /** Requests for events by what clients say which attempt it is; counter by {@code attempt}. */
    public static final String INGEST_CLIENT_ATTEMPTS = "headgate_ingest_client_attempts";

    /** Refused events that were to be kept; counter by {@code outcome}. */
    public static final String INGEST_REFUSED_EVENTS = "headgate_ingest_refused_events";

    /** Events checked against the schema of their type; counter by {@code outcome}. */
    public static final String INGEST_SCHEMA_CHECKS = "headgate_ingest_schema_checks";

    /** Files of callers that cannot be used, so that what they said before is in force; gauge. */
    public static final String INGEST_STALE_FILES = "headgate_ingest_stale_files";

    /** Records that the lanes of a consumer have settled; counter. */
    public static final String CONSUMER_PROCESSED = "headgate_consumer_processed";

    /** Seconds of lanes at work as a share of the writers; gauge that only rises. */
    public static final String CONSUMER_BUSY_SECONDS = "headgate_consumer_busy_seconds";

    /** Seconds of lanes at work, added up; gauge that only rises. */
    public static final String CONSUMER_LANE_SECONDS = "headgate_consumer_lane_seconds";

    /** Lanes of a consumer that can write at the same time; gauge. */
    public static final String CONSUMER_WRITERS = "headgate_consumer_writers";

    /** For how long a consumer has been running; gauge. */
    public static final String CONSUMER_UPTIME_SECONDS = "headgate_consumer_uptime_seconds";

    /** Rows landed by a consumer; counter. */
    public static final String CONSUMER_ROWS = "headgate_consumer_rows";

    /** Repeats of known events that a consumer suppressed; counter. */
    public static final String CONSUMER_SUPPRESSED = "headgate_consumer_suppressed";

    /** Records that a consumer kept as dead letters; counter. */
    public static final String CONSUMER_DEAD_LETTERS = "headgate_consumer_dead_letters";

    /** Dead letters that a consumer published to their topic; counter. */
    public static final String CONSUMER_DEAD_LETTERS_PUBLISHED =
            "headgate_consumer_dead_letters_published";

    /** Attempts of a consumer to publish dead letters that were broken off; counter. */
    public static final String CONSUMER_DEAD_LETTER_PUBLISH_FAILURES =
            "headgate_consumer_dead_letter_publish_failures";

    /**
     * Dead letters of the pipeline that are not in their topic, as each consumer sees it; gauge.
     */
    public static final String CONSUMER_DEAD_LETTERS_UNPUBLISHED =
            "headgate_consumer_dead_letters_unpublished";

    /** For how long the oldest of them has been kept; gauge. */
    public static final String CONSUMER_DEAD_LETTERS_UNPUBLISHED_OLDEST_AGE_SECONDS =
            "headgate_consumer_dead_letters_unpublished_oldest_age_seconds";

    /** Records that a consumer parked to be tried again; counter. */
    public static final String CONSUMER_PARKED = "headgate_consumer_parked";

    /** Attempts at parked records; counter by {@code result}. */
    public static final String CONSUMER_RETRIES = "headgate_consumer_retries";

    /** Records that are parked in the pipeline, as each of its consumers sees it; gauge. */
    public static final String CONSUMER_PARKED_RECORDS = "headgate_consumer_parked_records";

    /** For how long the oldest parked record of the pipeline has been parked; gauge. */
    public static final String CONSUMER_PARKED_OLDEST_AGE_SECONDS =
            "headgate_consumer_parked_oldest_age_seconds";

    /** Gaps that a consumer found in Kafka's log; counter. */
    public static final String CONSUMER_DATA_GAPS = "headgate_consumer_data_gaps";

    /** Landing transactions rolled back because the partition was taken; counter. */
    public static final String CONSUMER_FENCE_FAILURES = "headgate_consumer_fence_failures";

    /** Offset commits that Kafka did not take; counter. */
    public static final String CONSUMER_COMMIT_FAILURES = "headgate_consumer_commit_failures";

    /** Rows that a consumer removed because they were too old; counter. */
    public static final String CONSUMER_RETENTION_ROWS = "headgate_consumer_retention_rows";

    /** Records in Kafka that are not settled, in the partitions a consumer owns; gauge. */
    public static final String CONSUMER_LAG_RECORDS = "headgate_consumer_lag_records";

    /** Age of the oldest record that a consumer has fetched and not settled; gauge. */
    public static final String CONSUMER_OLDEST_AGE_SECONDS = "headgate_consumer_oldest_age_seconds";

    /** Partitions that a consumer owns; gauge. */
    public static final String CONSUMER_PARTITIONS = "headgate_consumer_partitions";

    /** Time of a landing transaction; histogram. */
    public static final String CONSUMER_BATCH_SECONDS = "headgate_consumer_batch_seconds";

    /** Reconciles of pipelines; counter by {@code outcome}. */
    public static final String OPERATOR_RECONCILES = "headgate_operator_reconciles";

    /** Time of a reconcile; histogram. */
    public static final String OPERATOR_RECONCILE_SECONDS = "headgate_operator_reconcile_seconds";

    /** Pipelines that the operator knows; gauge by {@code ready}. */
    public static final String OPERATOR_PIPELINES = "headgate_operator_pipelines";

    /** Requests of the operator to the API server; counter by {@code method, outcome}. */
    public static final String OPERATOR_API_REQUESTS = "headgate_operator_api_requests";

    /** Kafka clusters that the operator keeps a connection for; gauge. */
    public static final String OPERATOR_KAFKA_CLUSTERS = "headgate_operator_kafka_clusters";

    /** Whether this replica of the operator acts: 1 or 0; gauge. */
    public static final String OPERATOR_LEADING = "headgate_operator_leading";

    private MetricName() {}
}
