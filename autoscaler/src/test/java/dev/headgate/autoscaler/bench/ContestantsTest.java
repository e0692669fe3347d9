// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.autoscaler.trace.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestantsTest {

    private static final Trial TRIAL = MadeUp.trial("even", 2_500, List.of());

    @Test
    void haveNamesThatDifferAndBeginWithTheirFamily() {
        assertThat(Contestants.all()).extracting(Contestant::name).doesNotHaveDuplicates();
        assertThat(Contestants.all())
                .allSatisfy(each -> assertThat(each.name()).startsWith(each.family().title()));
    }

    @Test
    void areAllThatThePageSpeaksOf() {
        assertThat(of(Family.SloFit)).containsExactly("SLO-fit");
        assertThat(of(Family.Keda)).hasSize(14).contains("KEDA 1 s", "KEDA 60 s, slow down");
        assertThat(of(Family.Flink)).containsExactly("Flink defaults", "Flink tuned");
        assertThat(of(Family.Numaflow)).containsExactly("Numaflow");
        assertThat(of(Family.Brandwatch)).containsExactly("Brandwatch");
        assertThat(of(Family.Static)).hasSize(16).startsWith("static 1").endsWith("static most");
    }

    @Test
    void areFoundByName() {
        assertThat(Contestants.named("KEDA 20 s").family()).isEqualTo(Family.Keda);
    }

    @Test
    void listAllNamesToWhoeverAsksForAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contestants.named("KEDA 3 s"))
                .withMessageStartingWith("there is no contestant 'KEDA 3 s'; there are: SLO-fit; ")
                .withMessageContaining("KEDA 2 s, slow down; ")
                .withMessageEndingWith("; static most");
    }

    @Test
    void makeAControllerThatRemembersNothingForEachRun() {
        assertThat(Contestants.all())
                .filteredOn(each -> each.family() != Family.Static)
                .allSatisfy(each ->
                        assertThat(each.maker().apply(TRIAL))
                                .isNotSameAs(each.maker().apply(TRIAL)));
    }

    @Test
    void keepReplicasWithinWhatWasPromised() {
        assertThat(Contestants.all())
                .allSatisfy(each ->
                        assertThat(Timeline.of(each, TRIAL, 3).moments())
                                .allMatch(
                                        moment -> moment.desired() >= 1 && moment.desired() <= 12));
    }

    @Test
    void actOnTheirThresholds() {
        // 2,500 a second come and 2,000 are settled: lag grows, the lowest threshold asks for most.
        assertThat(hours("KEDA 1 s")).isGreaterThan(hours("KEDA 10 s"));
        assertThat(hours("KEDA 10 s")).isGreaterThan(hours("KEDA 60 s"));
    }

    @Test
    void haveNoMoreStaticReplicasThanThereMayBe() {
        // ten minutes of twelve
        assertThat(hours("static 18")).isEqualTo(hours("static most")).isBetween(1.98, 2.0);
        assertThat(hours("static 11")).isLessThan(1.84);
    }

    private static double hours(String name) {
        return Outcome.of(Contestants.named(name), TRIAL, 3).score().replicaHours();
    }

    private static List<String> of(Family family) {
        return Contestants.all().stream()
                .filter(each -> each.family() == family)
                .map(Contestant::name)
                .toList();
    }
}
