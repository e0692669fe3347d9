-- SPDX-License-Identifier: Apache-2.0
-- Records that may land later, once something else is there.

-- Rows come and go: the table is swept often, so that looking for what is due stays cheap.
CREATE TABLE retry_record (
    topic_ref        integer     NOT NULL REFERENCES topic_ref,
    kafka_partition  integer     NOT NULL,
    kafka_offset     bigint      NOT NULL,
    record_timestamp timestamptz NOT NULL,
    record_key       bytea,
    record_value     bytea       NOT NULL,
    record_headers   jsonb       NOT NULL,
    key_hash         bytea,
    stage            text        NOT NULL,
    reason           text        NOT NULL,
    detail           text        NOT NULL,
    sqlstate         text,
    fingerprint      text        NOT NULL,
    attempts         integer     NOT NULL,
    parked_at        timestamptz NOT NULL DEFAULT now(),
    failed_at        timestamptz NOT NULL DEFAULT now(),
    next_attempt_at  timestamptz NOT NULL,
    PRIMARY KEY (topic_ref, kafka_partition, kafka_offset)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
CREATE INDEX retry_record_due ON retry_record (next_attempt_at);
CREATE INDEX retry_record_key ON retry_record (topic_ref, kafka_partition, key_hash, kafka_offset) WHERE key_hash IS NOT NULL;
COMMENT ON TABLE  retry_record                  IS 'Records that are parked: they failed for a reason that may pass, and are tried again until they land or become dead letters. Written in the same transaction that settles them.';
COMMENT ON COLUMN retry_record.topic_ref        IS 'The topic, see topic_ref.';
COMMENT ON COLUMN retry_record.kafka_partition  IS 'The partition of the record.';
COMMENT ON COLUMN retry_record.kafka_offset     IS 'The offset of the record.';
COMMENT ON COLUMN retry_record.record_timestamp IS 'The record''s timestamp in Kafka.';
COMMENT ON COLUMN retry_record.record_key       IS 'The record''s key byte for byte; null if it has none.';
COMMENT ON COLUMN retry_record.record_value     IS 'The record''s value byte for byte.';
COMMENT ON COLUMN retry_record.record_headers   IS 'The record''s headers in order, as in dead_letter.';
COMMENT ON COLUMN retry_record.key_hash         IS 'The first 16 bytes of the SHA-256 of the key, if the order of keys is kept: of the rows with one hash only the first is tried. Else null.';
COMMENT ON COLUMN retry_record.stage            IS 'Where it failed last: handle or land.';
COMMENT ON COLUMN retry_record.reason           IS 'One word for the last cause, to group by.';
COMMENT ON COLUMN retry_record.detail           IS 'One sentence for people about the last cause, at most 1024 characters.';
COMMENT ON COLUMN retry_record.sqlstate         IS 'What PostgreSQL answered last; null if it was not asked.';
COMMENT ON COLUMN retry_record.fingerprint      IS 'The same for all records that fail for the same cause.';
COMMENT ON COLUMN retry_record.attempts         IS 'How often landing was tried, the first time included; 0 for a record that only waits behind an earlier one of its key. What the surroundings spoil does not count.';
COMMENT ON COLUMN retry_record.parked_at        IS 'When it was parked.';
COMMENT ON COLUMN retry_record.failed_at        IS 'When it was last tried.';
COMMENT ON COLUMN retry_record.next_attempt_at  IS 'From when on it may be tried again.';

ALTER TABLE watermark ADD COLUMN parked bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN watermark.parked          IS 'How many records of this partition were put into retry_record; what became of them there is not counted here.';
COMMENT ON COLUMN dead_letter.stage         IS 'Where it failed: decode, identity, handle or land.';
COMMENT ON COLUMN dead_letter.failure_class IS 'The class of the failure: Poison, or Retryable if it was tried again until it was given up.';
