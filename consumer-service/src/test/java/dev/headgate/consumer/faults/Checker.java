// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.WholeLog;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The judge: reads the whole log with a consumer of its own and the tables by SQL of its own, and
 * holds one against the other. It shares no code with the service.
 */
final class Checker {

    private static final int HASH_BYTES = 16;
    private static final int FAULTS_SHOWN = 20;

    private final Scene scene;
    private final Uuid topicId;
    private final List<String> faults = new ArrayList<>();
    private final MessageDigest sha256;

    /** A record as the log has it. */
    private record Logged(String source, String id, ByteBuffer hash) {}

    /**
     * What was found, once it is known to be right.
     *
     * @param log records in Kafka
     * @param rows records that became rows
     * @param parked records that wait for another attempt
     * @param dead dead letters
     * @param suppressed repeats of events that are known from elsewhere
     */
    record Verdict(int log, int rows, int parked, int dead, int suppressed) {}

    private Checker(Scene scene) {
        this.scene = scene;
        this.topicId = scene.topicId();
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails unless every record of the log is accounted for, once, with its own data. */
    static Verdict check(Scene scene, Workload.Sent sent) {
        return new Checker(scene).check(sent.acked());
    }

    /** Fails if a dead service has left half a transaction behind, or has told Kafka too much. */
    static void checkAtRest(Scene scene, String when) {
        assertThat(scene.tables().rowsBeyondTheWatermark()).as("torn %s", when).isZero();
        assertThat(scene.tables().rowsBesideTheCount()).as("torn %s", when).isZero();
        Map<Integer, Long> watermarks = scene.tables().watermarks(scene.topicId());
        scene.committed()
                .forEach((partition, offset) ->
                        assertThat(offset)
                                .as("Kafka's offset of partition %d, %s", partition, when)
                                .isLessThanOrEqualTo(watermarks.get(partition)));
    }

    private Verdict check(List<Coordinate> acked) {
        Map<Integer, Long> ends = new HashMap<>();
        Map<Coordinate, Logged> log = log(ends);
        Map<Coordinate, ByteBuffer> rows = scene.tables().landed(topicId, faults);
        List<Coordinate> parked = scene.tables().places("retry_record", "true", topicId);
        List<Coordinate> dead = scene.tables().places("dead_letter", deadOnly(), topicId);

        for (Coordinate place : acked) {
            if (!log.containsKey(place)) {
                fault("acknowledged and not in the log: " + place);
            }
        }
        rows.forEach((place, hash) -> {
            @Nullable Logged logged = log.get(place);
            if (logged == null) {
                fault("a row without a record: " + place);
            } else if (!hash.equals(logged.hash())) {
                fault("a row with other data: " + place);
            }
        });
        Set<Coordinate> settled = new HashSet<>(rows.keySet());
        settleOnce(settled, parked, log, "parked");
        settleOnce(settled, dead, log, "dead letter");
        int suppressed = suppressed(log, rows, settled);
        checkWatermarks(ends);

        assertThat(faults.stream().limit(FAULTS_SHOWN))
                .as("%d faults in %d records", faults.size(), log.size())
                .isEmpty();
        return new Verdict(log.size(), rows.size(), parked.size(), dead.size(), suppressed);
    }

    /** A dead letter that a replay has landed counts as its row, one it suppressed as a repeat. */
    private static String deadOnly() {
        return "state NOT IN ('Landed', 'Suppressed')";
    }

    private void settleOnce(
            Set<Coordinate> settled,
            List<Coordinate> places,
            Map<Coordinate, Logged> log,
            String what) {
        for (Coordinate place : places) {
            if (!log.containsKey(place)) {
                fault(what + " without a record: " + place);
            }
            if (!settled.add(place)) {
                fault(what + " and settled otherwise too: " + place);
            }
        }
    }

    /** What is neither row, parked nor dead must repeat an event that is kept elsewhere. */
    private int suppressed(
            Map<Coordinate, Logged> log,
            Map<Coordinate, ByteBuffer> rows,
            Set<Coordinate> settled) {
        var missing = new HashMap<Coordinate, Logged>(log);
        settled.forEach(missing::remove);
        if (missing.isEmpty()) {
            return 0;
        }
        Map<List<String>, ByteBuffer> kept = new HashMap<>();
        rows.keySet()
                .forEach(place -> {
                    @Nullable Logged logged = log.get(place);
                    if (logged != null) {
                        kept.put(List.of(logged.source(), logged.id()), logged.hash());
                    }
                });
        missing.forEach((place, logged) -> {
            @Nullable ByteBuffer hash = kept.get(List.of(logged.source(), logged.id()));
            if (hash == null) {
                fault("lost: " + place + " " + logged.id());
            } else if (!hash.equals(logged.hash())) {
                fault("suppressed although its data are others: " + place);
            }
        });
        return missing.size();
    }

    private void checkWatermarks(Map<Integer, Long> ends) {
        Map<Integer, Long> watermarks = scene.tables().watermarks(topicId);
        if (!watermarks.equals(ends)) {
            fault("watermarks " + watermarks + ", the log ends at " + ends);
        }
        for (String group : scene.groups()) {
            scene.committed(group)
                    .forEach((partition, offset) -> {
                        if (offset > watermarks.getOrDefault(partition, 0L)) {
                            fault(
                                    "committed to Kafka before it was settled: partition "
                                            + partition);
                        }
                    });
        }
        long back = scene.tables().stepsBack();
        if (back > 0) {
            fault(back + " times a watermark went back under its epoch");
        }
    }

    private Map<Coordinate, Logged> log(Map<Integer, Long> endsFound) {
        var all = new HashMap<Coordinate, Logged>();
        endsFound.putAll(
                WholeLog.read(
                        scene.bootstrapServers(),
                        scene.topicPartitions(),
                        kafka -> {
                            var place = new Coordinate(kafka.partition(), kafka.offset());
                            if (all.put(place, logged(kafka)) != null) {
                                fault("read twice: " + place);
                            }
                        }));
        return all;
    }

    private Logged logged(ConsumerRecord<byte[], byte[]> kafka) {
        byte[] value = kafka.value() == null ? new byte[0] : kafka.value();
        byte[] hash = Arrays.copyOf(sha256.digest(value), HASH_BYTES);
        return new Logged(
                header(kafka, "ce_source"), header(kafka, "ce_id"), ByteBuffer.wrap(hash));
    }

    private static String header(ConsumerRecord<byte[], byte[]> kafka, String name) {
        @Nullable Header header = kafka.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private void fault(String sentence) {
        faults.add(sentence);
    }
}
