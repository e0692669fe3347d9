// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.consumer.PoisonStopSettings;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.contract.event.EventHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;

/**
 * Tells bad records from a bad set-up: where a large share of what comes in is refused for one and
 * the same cause, in several partitions and from several sources, the records are not to blame, and
 * no dead letter must be written. One source alone cannot bring that about, so that no caller can
 * halt a pipeline. What the ingest service has refused says nothing of that: it is all bad.
 *
 * <p>Implementation note: each partition keeps its latest batches, enough of them to have the
 * records that a judgement needs, and none older than ten minutes. A batch that is judged again,
 * because its line is stopped, replaces what it said before. Thread-safe: all lanes of a service
 * share one; it sees the partitions of this service only.
 */
public final class PoisonShare {

    private static final Duration HORIZON = Duration.ofMinutes(10);
    private static final int ENOUGH = 2;

    private final PoisonStopSettings settings;
    private final Map<PartitionRef, ArrayDeque<Batch>> latest = new HashMap<>();

    /** What a batch came to. */
    private record Batch(long from, int records, Map<String, Cause> causes, Instant judgedAt) {}

    /** One cause within a batch, or summed up over several. */
    private static final class Cause {
        private int records;
        private final Set<String> sources = new HashSet<>();
        private final Set<PartitionRef> partitions = new HashSet<>();

        void add(String source) {
            records++;
            if (sources.size() < ENOUGH) {
                sources.add(source);
            }
        }

        void add(PartitionRef partition, Cause other) {
            records += other.records;
            sources.addAll(other.sources);
            partitions.add(partition);
        }
    }

    /** Judges by these limits. */
    public PoisonShare(PoisonStopSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes note of a batch before it is written.
     *
     * @param from offset of its first record, by which it is known when it comes again
     * @param records how many records it has
     * @param refused those that would become dead letters
     * @return the cause to stop for; empty if the batch may be written
     */
    public synchronized Optional<String> judge(
            PartitionRef partition, long from, int records, List<Refused> refused, Instant now) {
        if (settings.percent() == 0 || refused.stream().anyMatch(PoisonShare::atIngest)) {
            return Optional.empty();
        }
        var batch = new Batch(from, records, causes(refused), now);
        add(latest.computeIfAbsent(partition, _ -> new ArrayDeque<>()), batch);
        return refused.isEmpty() ? Optional.empty() : guilty(batch.causes().keySet(), now);
    }

    private static boolean atIngest(Refused refused) {
        return refused.refusal().stage() == Refusal.Stage.INGEST;
    }

    private void add(ArrayDeque<Batch> batches, Batch batch) {
        if (!batches.isEmpty() && batches.getLast().from() == batch.from()) {
            batches.removeLast();
        }
        batches.addLast(batch);
        int records = batches.stream().mapToInt(Batch::records).sum();
        while (records - batches.getFirst().records() >= settings.recordsMin()) {
            records -= batches.removeFirst().records();
        }
    }

    private Optional<String> guilty(Set<String> suspects, Instant now) {
        latest.values()
                .forEach(batches ->
                        batches.removeIf(batch -> batch.judgedAt().plus(HORIZON).isBefore(now)));
        latest.values().removeIf(ArrayDeque::isEmpty);
        long records =
                latest.values().stream()
                        .flatMap(ArrayDeque::stream)
                        .mapToLong(Batch::records)
                        .sum();
        if (records < settings.recordsMin()) {
            return Optional.empty();
        }
        return suspects.stream()
                .sorted()
                .filter(cause -> isSystemic(sum(cause), records))
                .findFirst();
    }

    private boolean isSystemic(Cause cause, long records) {
        return cause.records * 100L >= records * settings.percent()
                && cause.partitions.size() >= ENOUGH
                && cause.sources.size() >= ENOUGH;
    }

    private Cause sum(String cause) {
        var sum = new Cause();
        latest.forEach((partition, batches) ->
                batches.stream()
                        .filter(batch -> batch.causes().containsKey(cause))
                        .forEach(batch -> sum.add(partition, batch.causes().get(cause))));
        return sum;
    }

    private static Map<String, Cause> causes(List<Refused> refused) {
        var causes = new HashMap<String, Cause>();
        for (Refused record : refused) {
            causes.computeIfAbsent(record.refusal().fingerprint(), _ -> new Cause())
                    .add(source(record));
        }
        return causes;
    }

    /** As the record says, even if the rest of it cannot be read. */
    private static String source(Refused record) {
        Header header = record.kafka().headers().lastHeader(EventHeader.SOURCE);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
