// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.contract.event.EventEnvelope;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonSearchTest {

    private final AtomicInteger probes = new AtomicInteger();

    @Test
    void findsNothingInGoodRowsWithOneProbe() throws Exception {
        assertThat(search(Set.of()).search(rows(1_000)).isEmpty()).isTrue();
        assertThat(probes).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 100, 1_000})
    void findsExactlyTheBadRowsWhereverTheyAre(int bad) throws Exception {
        Set<Long> poison =
                new Random(bad)
                        .longs(0, 1_000)
                        .distinct()
                        .limit(bad)
                        .boxed()
                        .collect(Collectors.toSet());

        List<Refused> found = search(poison).search(rows(1_000)).poison();

        assertThat(found)
                .extracting(refused -> refused.kafka().offset())
                .containsExactlyElementsOf(poison.stream().sorted().toList());
    }

    @Test
    void takesAboutTwiceTheLogarithmOfTheRowsForOneBadRow() throws Exception {
        search(Set.of(617L)).search(rows(1_024));

        assertThat(probes).hasValueLessThanOrEqualTo(21);
    }

    @Test
    void decidesNothingWhenTheSurroundingsFail() {
        var search =
                new PoisonSearch(
                        rows -> {
                            throw failure(rows.size() > 2 ? "22P02" : "08006");
                        },
                        _ -> List.of());

        assertThatThrownBy(() -> search.search(rows(100)))
                .isInstanceOf(DataAccessException.class)
                .satisfies(e ->
                        assertThat(LandingFailure.of(e).failureClass())
                                .isEqualTo(FailureClass.ENVIRONMENT));
    }

    @Test
    void doesNotProbeWhatTheScreenHasRefused() throws Exception {
        var search =
                new PoisonSearch(
                        rows -> {
                            probes.incrementAndGet();
                            assertThat(rows).noneMatch(row -> row.kafka().offset() == 3);
                        },
                        rows ->
                                rows.stream()
                                        .filter(row -> row.kafka().offset() == 3)
                                        .map(row -> row.refused(refusal()))
                                        .toList());

        assertThat(search.search(rows(10)).poison()).hasSize(1);
        assertThat(probes).hasValue(1);
    }

    @Test
    void halvesWhenTheScreenItselfIsRefused() throws Exception {
        var search =
                new PoisonSearch(
                        refusing(Set.of(5L), "54001"),
                        rows -> {
                            if (rows.stream().anyMatch(row -> row.kafka().offset() == 5)) {
                                throw failure("54001");
                            }
                            return rows.stream()
                                    .filter(row -> row.kafka().offset() == 2)
                                    .map(row -> row.refused(refusal()))
                                    .toList();
                        });

        assertThat(search.search(rows(8)).poison())
                .extracting(refused -> refused.refusal().reason())
                .containsExactlyInAnyOrder("InvalidJson", "NestedTooDeep");
    }

    private PoisonSearch search(Set<Long> poison) {
        return new PoisonSearch(refusing(poison, "22008"), _ -> List.of());
    }

    private PoisonSearch.Probe refusing(Set<Long> poison, String state) {
        return rows -> {
            probes.incrementAndGet();
            if (rows.stream().anyMatch(row -> poison.contains(row.kafka().offset()))) {
                throw failure(state);
            }
        };
    }

    private static dev.headgate.consumer.record.Refusal refusal() {
        return new dev.headgate.consumer.record.Refusal(
                dev.headgate.consumer.record.Refusal.Stage.LAND, "InvalidJson", "no JSON", "22P02");
    }

    private static DataAccessException failure(String state) {
        return new DataAccessException("refused", new SQLException("refused", state));
    }

    private static List<EventRow> rows(int count) {
        return LongStream.range(0, count)
                .mapToObj(offset ->
                        new EventRow(
                                new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[0]),
                                new EventEnvelope("e" + offset, "t", "s", null, null, "a/b"),
                                null,
                                null,
                                new byte[16]))
                .toList();
    }
}
