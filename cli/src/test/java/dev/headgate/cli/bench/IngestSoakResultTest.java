// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.cli.bench.IngestSoakResult.Line;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IngestSoakResultTest {

    private static IngestSoakResult heap(LongUnaryOperator bytes) {
        return new IngestSoakResult(
                LongStream.range(0, 10)
                        .mapToObj(round ->
                                new Line(
                                        round * 1_000,
                                        round,
                                        bytes.applyAsLong(round),
                                        1 << 20,
                                        3 << 20,
                                        20))
                        .toList());
    }

    @Test
    void findsNothingWhereMemoryComesAndGoes() {
        assertThat(heap(round -> 100_000_000 + round % 3 * 20_000_000).violations()).isEmpty();
    }

    @Test
    void findsAHeapThatGrowsABitWithEachRound() {
        assertThat(heap(round -> 100_000_000 + round * 4_000_000).violations())
                .containsExactly("the heap grew from 112,000,000 to 136,000,000");
    }

    @Test
    void leavesTheFirstRoundAside() {
        assertThat(heap(round -> round == 0 ? 10 : 100_000_000).violations()).isEmpty();
    }

    @Test
    void wantsEnoughRoundsToCompare() {
        assertThatThrownBy(() -> new IngestSoakResult(List.of()))
                .hasMessage("a soak needs at least 7 rounds");
    }

    @Test
    void showsEachRound() {
        assertThat(heap(_ -> 3 << 19).table())
                .startsWith(
                        """
                        | After round | events | refused | heap, MiB | outside, MiB | resident, MiB | threads |
                        |---:|---:|---:|---:|---:|---:|---:|
                        | 1 | 0 | 0 | 1.5 | 1.0 | 3.0 | 20 |
                        | 2 | 1,000 | 1 | 1.5 | 1.0 | 3.0 | 20 |
                        """);
    }
}
