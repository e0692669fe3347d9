// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.consumer.record.HeaderJson;
import dev.headgate.contract.event.DeadLetterHeader;
import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record that stands for a dead letter in its topic: key, value and headers as they were,
 * and headers of our own that say where it came from and why it is there. Ours take the place of
 * whatever stood under their names; all of them together stay below 16 KiB.
 *
 * @param pipeline namespace and name of the pipeline
 * @param schema the pipeline's schema
 * @param group its consumer group
 * @param instance name of this consumer
 */
record DeadLetterEnvelope(String pipeline, String schema, String group, String instance) {

    /** Longest value of the header that may be long, in bytes. */
    private static final int TEXT_BYTES_MAX = 1_024;

    /** Longest value of every other header, in bytes; a topic's name has at most 249. */
    private static final int NAME_BYTES_MAX = 256;

    /** The record to publish, without a timestamp, so that it gets the present one. */
    @SuppressWarnings("NullAway") // Kafka takes null for a key or value that is not there.
    ProducerRecord<byte[], byte[]> record(
            SourceTopic topic, Letter letter, int partitions, LeftOut leftOut) {
        DeadLetterRecord row = letter.row();
        boolean bare = leftOut == LeftOut.RECORD;
        Headers headers =
                bare ? new RecordHeaders() : HeaderJson.parse(row.getRecordHeaders().data());
        DeadLetterHeader.ALL.forEach(headers::remove);
        added(topic, letter, leftOut)
                .forEach((name, value) -> {
                    if (value != null) {
                        headers.add(name, bytes(name, value));
                    }
                });
        return new ProducerRecord<>(
                topic.deadLetterTopic(),
                row.getKafkaPartition() % partitions,
                bare ? null : row.getRecordKey(),
                leftOut == LeftOut.NOTHING ? row.getRecordValue() : null,
                headers);
    }

    private Map<String, @Nullable String> added(SourceTopic topic, Letter letter, LeftOut leftOut) {
        DeadLetterRecord row = letter.row();
        var added = new LinkedHashMap<String, @Nullable String>();
        added.put(DeadLetterHeader.VERSION, DeadLetterHeader.VERSION_VALUE);
        added.put(DeadLetterHeader.ID, row.getDeadLetterId().toString());
        added.put(DeadLetterHeader.TOPIC, topic.name());
        added.put(DeadLetterHeader.TOPIC_ID, topic.id().toString());
        added.put(DeadLetterHeader.PARTITION, row.getKafkaPartition().toString());
        added.put(DeadLetterHeader.OFFSET, row.getKafkaOffset().toString());
        added.put(DeadLetterHeader.LEADER_EPOCH, text(row.getLeaderEpoch()));
        added.put(DeadLetterHeader.TIMESTAMP, time(row.getRecordTimestamp_()));
        added.put(DeadLetterHeader.TIMESTAMP_TYPE, row.getTimestampType());
        added.put(DeadLetterHeader.STAGE, row.getStage());
        added.put(DeadLetterHeader.REASON, row.getReason());
        added.put(DeadLetterHeader.MESSAGE, row.getDetail());
        added.put(DeadLetterHeader.FAILURE_CLASS, row.getFailureClass());
        added.put(DeadLetterHeader.SQL_STATE, row.getSqlstate());
        added.put(DeadLetterHeader.FINGERPRINT, row.getCause());
        added.put(DeadLetterHeader.ATTEMPTS, row.getAttempts().toString());
        added.put(DeadLetterHeader.REPLAYS, row.getReplays().toString());
        @Nullable OffsetDateTime first = row.getFirstFailedAt();
        added.put(
                DeadLetterHeader.FIRST_FAILED_AT, time(first == null ? row.getFailedAt() : first));
        added.put(DeadLetterHeader.LAST_FAILED_AT, time(row.getFailedAt()));
        added.put(DeadLetterHeader.PIPELINE, pipeline);
        added.put(DeadLetterHeader.INSTANCE, instance);
        added.put(DeadLetterHeader.GROUP, group);
        if (leftOut != LeftOut.NOTHING) {
            added.put(DeadLetterHeader.POINTER, schema + ".dead_letter/" + row.getDeadLetterId());
            added.put(DeadLetterHeader.LEFT_OUT, leftOut.word());
            added.put(DeadLetterHeader.VALUE_BYTES, Integer.toString(letter.valueBytes()));
        }
        return added;
    }

    private static @Nullable String text(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }

    private static String time(OffsetDateTime time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }

    private static byte[] bytes(String name, String value) {
        return cut(value, name.equals(DeadLetterHeader.MESSAGE) ? TEXT_BYTES_MAX : NAME_BYTES_MAX);
    }

    /** UTF-8 that ends before the character that does not fit; half a surrogate becomes "?". */
    static byte[] cut(String text, int bytesMax) {
        ByteBuffer bytes = ByteBuffer.allocate(bytesMax);
        UTF_8.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), bytes, true);
        byte[] cut = new byte[bytes.position()];
        bytes.flip().get(cut);
        return cut;
    }
}
