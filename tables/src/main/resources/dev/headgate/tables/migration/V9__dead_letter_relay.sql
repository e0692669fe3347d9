-- SPDX-License-Identifier: Apache-2.0
-- Dead letters go to Kafka too: a relay publishes each row to the dead-letter topic, at least once, and says so in it.
-- Rows that are here already are published like those to come.

ALTER TABLE dead_letter
    ADD COLUMN timestamp_type  text,
    ADD COLUMN leader_epoch    integer,
    ADD COLUMN first_failed_at timestamptz,
    ADD COLUMN published_at    timestamptz,
    ADD COLUMN dlq_partition   integer,
    ADD COLUMN dlq_offset      bigint;
-- Never "all above the last id": ids are given before transactions commit, and these commit in any order.
CREATE INDEX dead_letter_unpublished ON dead_letter (topic_ref, dead_letter_id) WHERE published_at IS NULL;
-- Each row is updated once, soon after it is written.
ALTER TABLE dead_letter SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
COMMENT ON COLUMN dead_letter.timestamp_type  IS 'Whose the record''s timestamp is: CreateTime (the producer''s) or LogAppendTime (the broker''s); null if it was parked before, or kept by a version that did not ask.';
COMMENT ON COLUMN dead_letter.leader_epoch    IS 'Kafka''s leader epoch of the record; null if it is not known, as for one that was parked before.';
COMMENT ON COLUMN dead_letter.first_failed_at IS 'When it failed first, if it was parked then; null if it was given up at once.';
COMMENT ON COLUMN dead_letter.published_at    IS 'When Kafka confirmed it in the dead-letter topic; null if it is not there yet. It stays null while the topic is missing or Kafka is away.';
COMMENT ON COLUMN dead_letter.dlq_partition   IS 'Its partition in the dead-letter topic; null until it is published.';
COMMENT ON COLUMN dead_letter.dlq_offset      IS 'Its offset there; null until it is published. A copy at another offset is possible.';
