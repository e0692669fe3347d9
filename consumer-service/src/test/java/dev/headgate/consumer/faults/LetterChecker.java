// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.WholeLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The judge of a dead-letter topic: it tells copies apart as a reader is told to, by the place that
 * their headers name, and then wants to see exactly the dead letters of the table, each as the
 * topic itself has it. It shares no code with the service.
 */
final class LetterChecker {

    private static final int FAULTS_SHOWN = 20;

    private final Scene scene;
    private final List<String> faults = new ArrayList<>();

    /**
     * What was found, once it is known to be right.
     *
     * @param letters dead letters
     * @param copies records that repeat one of them
     * @param pointers records that lack something
     */
    record Verdict(int letters, int copies, int pointers) {}

    private LetterChecker(Scene scene) {
        this.scene = scene;
    }

    /** Fails unless the topic holds what the table holds. */
    static Verdict check(Scene scene) {
        return new LetterChecker(scene).check();
    }

    private Verdict check() {
        var topicId = scene.topicId();
        Set<Coordinate> table =
                new HashSet<>(scene.tables().places("dead_letter", "true", topicId));
        var sources = new HashMap<Coordinate, ConsumerRecord<byte[], byte[]>>();
        WholeLog.read(
                scene.bootstrapServers(),
                scene.topicPartitions(),
                kafka -> {
                    var place = new Coordinate(kafka.partition(), kafka.offset());
                    if (table.contains(place)) {
                        sources.put(place, kafka);
                    }
                });
        List<TopicPartition> partitions = scene.deadLetterPartitions();
        var published = new HashMap<Coordinate, Coordinate>();
        int[] pointers = new int[1];
        WholeLog.read(
                scene.bootstrapServers(),
                partitions,
                kafka -> {
                    Coordinate origin = origin(kafka);
                    published.put(new Coordinate(kafka.partition(), kafka.offset()), origin);
                    if (!text(kafka, "x-dlq.topic-id")
                            .equals(SceneTables.uuid(topicId).toString())) {
                        fault("of another topic: " + origin);
                    }
                    if (kafka.partition() != origin.partition() % partitions.size()) {
                        fault("in another partition: " + origin);
                    }
                    pointers[0] += compare(kafka, sources.get(origin), origin) ? 1 : 0;
                });
        var found = new HashSet<>(published.values());
        checkMarks(published);

        assertThat(faults.stream().limit(FAULTS_SHOWN)).as("%d faults", faults.size()).isEmpty();
        assertThat(found).as("dead letters in the topic, without copies").isEqualTo(table);
        return new Verdict(table.size(), published.size() - found.size(), pointers[0]);
    }

    /** Compares a record with what it stands for; true if it is a pointer. */
    private boolean compare(
            ConsumerRecord<byte[], byte[]> kafka,
            @Nullable ConsumerRecord<byte[], byte[]> source,
            Coordinate origin) {
        if (source == null) {
            fault("of no dead letter: " + origin);
            return false;
        }
        String leftOut = text(kafka, "x-dlq.left-out");
        boolean bare = leftOut.contains("key");
        if (!Arrays.equals(kafka.key(), bare ? null : source.key())) {
            fault("with another key: " + origin);
        }
        if (!Arrays.equals(kafka.value(), leftOut.isEmpty() ? source.value() : null)) {
            fault("with another value: " + origin);
        }
        if (!bare && !headers(kafka).equals(headers(source))) {
            fault("with other headers: " + origin);
        }
        return !leftOut.isEmpty();
    }

    /** Every row says where it is published, and that is true. */
    private void checkMarks(Map<Coordinate, Coordinate> published) {
        scene.tables()
                .read(
                        """
                        SELECT kafka_partition, kafka_offset, dlq_partition, dlq_offset, published_at
                        FROM dead_letter JOIN topic_ref USING (topic_ref) WHERE topic_id = ?
                        """,
                        row -> {
                            var origin = new Coordinate(row.getInt(1), row.getLong(2));
                            var place = new Coordinate(row.getInt(3), row.getLong(4));
                            if (row.getObject(5) == null) {
                                fault("not marked: " + origin);
                            } else if (!origin.equals(published.get(place))) {
                                fault("marked as published at " + place + ": " + origin);
                            }
                        },
                        SceneTables.uuid(scene.topicId()));
    }

    private static Coordinate origin(ConsumerRecord<byte[], byte[]> kafka) {
        return new Coordinate(
                Integer.parseInt(text(kafka, "__connect.errors.partition")),
                Long.parseLong(text(kafka, "__connect.errors.offset")));
    }

    /** The headers that are not about the failure. */
    private static List<String> headers(ConsumerRecord<byte[], byte[]> kafka) {
        return StreamSupport.stream(kafka.headers().spliterator(), false)
                .filter(header -> !header.key().startsWith("x-dlq."))
                .filter(header -> !header.key().startsWith("__connect.errors."))
                .map(header -> header.key() + "=" + Arrays.toString(header.value()))
                .toList();
    }

    private static String text(ConsumerRecord<byte[], byte[]> kafka, String name) {
        @Nullable Header header = kafka.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private void fault(String sentence) {
        faults.add(sentence);
    }
}
