// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.trace.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialSetTest {

    @Test
    void hasSeedsInARow() {
        assertThat(MadeUp.set().seeds(3)).containsExactly(7L, 8L, 9L);
    }

    @Test
    void hasTrialsOfOneNameForEachSeed() {
        for (TrialSet set : TrialSet.ALL) {
            assertThat(names(set, 1)).doesNotHaveDuplicates().isEqualTo(names(set, 2));
        }
    }

    @Test
    void sharesNoSeedWithAnother() {
        assertThat(TrialSet.ALL.stream().flatMap(set -> set.seeds(100).stream()))
                .doesNotHaveDuplicates();
        assertThat(TrialSet.ALL).extracting(TrialSet::name).doesNotHaveDuplicates();
    }

    private static List<String> names(TrialSet set, long seed) {
        return set.trials().apply(seed).stream()
                .map(Trial::scenario)
                .map(scenario -> scenario.name())
                .toList();
    }
}
