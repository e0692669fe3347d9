// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.Decision.Reason;
import dev.headgate.autoscaler.Observation.Sidework;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SloFitTest {

    private static final int PARTITIONS = 12;

    private LookedAt pipeline = new LookedAt(PARTITIONS, 3);
    private SloFit autoscaler = new SloFit(ScalerSettings.of(60, 1, 24));
    private ScalerState state = ScalerState.NONE;

    private Decision look() {
        SloFit.Outcome outcome = autoscaler.decide(pipeline.seen(), state);
        state = outcome.state();
        return outcome.decision();
    }

    /** Looks every 10 s while so much comes in, in all, until the number changes; the last look. */
    private Decision looks(int times, double recordsPerSecond) {
        Decision decision = look();
        for (int i = 0; i < times && !decision.isChange(); i++) {
            pipeline.passes(10, recordsPerSecond / PARTITIONS);
            decision = look();
        }
        return decision;
    }

    /** Three consumers that are known to settle 1,000 records a second, and have enough to do. */
    private void isKnown() {
        assertThat(looks(6, 1_900).isChange()).isFalse();
    }

    @Test
    void keepsWhatIsEnough() {
        Decision decision = looks(60, 1_980);

        assertThat(decision.isChange()).isFalse();
        assertThat(decision.reason()).isEqualTo(Reason.Steady);
        assertThat(decision.inputs().arrivalRate()).isBetween(1_970.0, 1_990.0);
        assertThat(decision.inputs().replicaRate()).isBetween(999.0, 1_001.0);
        assertThat(decision.needs().constraint()).isEqualTo(Constraint.Mean);
        assertThat(decision.alternatives())
                .extracting(Decision.Alternative::replicas)
                .containsExactly(2, 3, 4);
        assertThat(decision.findings()).isEmpty();
    }

    @Test
    void takesAsManyMoreAtOnceAsAreNeeded() {
        isKnown();

        Decision decision = looks(12, 6_000);

        assertThat(decision.reason()).isEqualTo(Reason.More);
        assertThat(decision.replicas()).isGreaterThanOrEqualTo(6);
        assertThat(pipeline.at).isLessThanOrEqualTo(1_000 + 60 + 20);
    }

    @Test
    void takesMoreForWhatWaits() {
        isKnown();
        pipeline.arrives(10, 1_900.0 / PARTITIONS).aged(50);
        for (int p = 0; p < PARTITIONS; p++) {
            pipeline.committed[p] -= 10_000;
        }

        Decision decision = look();

        // 120,000 records within 30 s.
        assertThat(decision.replicas()).isGreaterThanOrEqualTo(6);
        assertThat(decision.needs().constraint()).isEqualTo(Constraint.Backlog);
    }

    @Test
    void waitsAMinuteBetweenSmallSteps() {
        pipeline = new LookedAt(48, 20);
        autoscaler = new SloFit(ScalerSettings.of(60, 20, 48));
        double rate = 16_000.0 / 48;
        for (int i = 0; i < 6; i++) {
            pipeline.passes(10, rate);
            look();
        }
        pipeline.scaled(19);
        assertThat(look().reason()).isEqualTo(Reason.OutOfBounds);
        pipeline.scaled(20);

        // 20 consumers of which some have three partitions: one more for each would be too much.
        Decision decision = look();
        for (double since = 0; since < ScalerConstants.TUNED.upCalmSeconds(); since += 10) {
            assertThat(decision.reason()).isEqualTo(Reason.MoreSoon);
            pipeline.passes(10, rate);
            decision = look();
        }
        assertThat(decision.reason()).isEqualTo(Reason.More);
        assertThat(decision.replicas()).isEqualTo(24);
    }

    @Test
    void neverTakesMoreThanThereArePartitionsOrMayBe() {
        isKnown();
        assertThat(looks(12, 30_000).replicas()).isEqualTo(PARTITIONS);
        assertThat(looks(0, 0).needs().constraint()).isEqualTo(Constraint.Partitions);

        autoscaler = new SloFit(ScalerSettings.of(60, 1, 5));
        Decision decision = look();
        assertThat(decision.replicas()).isEqualTo(5);
        assertThat(decision.needs().constraint()).isEqualTo(Constraint.Most);
    }

    @Test
    void bringsBackANumberThatIsOutOfBounds() {
        isKnown();
        pipeline.scaled(13);
        assertThat(look().replicas()).isEqualTo(12);
        assertThat(look().reason()).isEqualTo(Reason.OutOfBounds);

        autoscaler = new SloFit(ScalerSettings.of(60, 5, 24));
        pipeline.scaled(4);
        assertThat(look().replicas()).isEqualTo(5);
    }

    @Test
    void letsConsumersGoOnlyAfterFewerHaveBeenEnoughForMinutes() {
        isKnown();
        pipeline.scaled(6);
        double from = pipeline.at;

        Decision soon = looks(10, 1_900);
        assertThat(soon.reason()).isEqualTo(Reason.FewerSoon);
        Decision decision = looks(60, 1_900);

        assertThat(decision.reason()).isEqualTo(Reason.Fewer);
        assertThat(decision.replicas()).isEqualTo(3);
        assertThat(pipeline.at - from)
                .isGreaterThanOrEqualTo(ScalerConstants.TUNED.downSeconds() - 60);
    }

    @Test
    void consumersThatNeverComeDoNotKeepOthersFromGoing() {
        isKnown();
        pipeline.scaled(6);
        pipeline.ready = 3;

        assertThat(looks(50, 1_900).reason()).isEqualTo(Reason.Unsettled);
        Decision decision = looks(120, 1_900);

        assertThat(decision.reason()).isEqualTo(Reason.Fewer);
        assertThat(decision.replicas()).isEqualTo(3);
    }

    @Test
    void letsNobodyGoWhileTheGroupDealsPartitions() {
        isKnown();
        pipeline.scaled(6);
        pipeline.stable = false;

        Decision decision = looks(200, 1_900);

        assertThat(decision.isChange()).isFalse();
        assertThat(decision.reason()).isEqualTo(Reason.Unsettled);
    }

    @Test
    void letsNobodyGoWhileNotAllWork() {
        isKnown();
        pipeline.scaled(6);
        pipeline.ready = 5;

        assertThat(looks(50, 1_900).isChange()).isFalse();
    }

    @Test
    void letsNobodyGoWhileRecordsAreOld() {
        isKnown();
        pipeline.scaled(6).aged(13);

        assertThat(looks(200, 1_900).isChange()).isFalse();
    }

    @Test
    void changesNothingDuringARollout() {
        isKnown();
        pipeline.rollingOut = true;

        Decision decision = looks(30, 9_000);

        assertThat(decision.isChange()).isFalse();
        assertThat(decision.reason()).isEqualTo(Reason.RollingOut);
    }

    @Test
    void changesNothingForTwoMinutesWithoutKafkaNorAfterwards() {
        isKnown();
        pipeline.kafkaAnswers = false;
        for (int i = 0; i < 12; i++) {
            pipeline.passes(10, 0);
            Decision decision = look();
            assertThat(decision.isChange()).isFalse();
            assertThat(decision.reason()).isEqualTo(Reason.KafkaSilent);
            assertThat(decision.findings()).isEmpty();
        }
        pipeline.kafkaAnswers = true;

        assertThat(looks(60, 1_900).isChange()).isFalse();
    }

    @Test
    void saysAfterThreeMinutesWithoutKafkaThatItIsBlindAndOnlyRaisesThen() {
        autoscaler =
                new SloFit(
                        new ScalerSettings(60, 1, 24, 5, 1, ScalerSettings.Dealing.ByCount, 600));
        isKnown();
        pipeline.kafkaAnswers = false;
        pipeline.passes(179, 0);
        assertThat(look().isChange()).isFalse();
        pipeline.passes(1, 0);

        Decision decision = look();
        assertThat(decision.replicas()).isEqualTo(5);
        assertThat(decision.findings()).containsExactly(new Finding.MetricsStale(180));
        pipeline.scaled(8);
        assertThat(look().isChange()).isFalse();
    }

    @Test
    void isBlindTooIfKafkaHasNeverAnswered() {
        pipeline.kafkaAnswers = false;
        look();
        pipeline.passes(200, 0);

        assertThat(look().findings()).containsExactly(new Finding.MetricsStale(200));
    }

    @Test
    void reportsAPartitionThatStandsStillAndTakesNobodyForIt() {
        isKnown();
        for (int i = 0; i < 60; i++) {
            long before = pipeline.committed[4];
            pipeline.passes(10, 1_900.0 / PARTITIONS);
            pipeline.committed[4] = before;
            pipeline.ages[4] += 10;
            Decision decision = look();
            if (i >= 10) {
                assertThat(decision.findings())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                Finding.PartitionStalled.class,
                                stalled -> {
                                    assertThat(stalled.partition().number()).isEqualTo(4);
                                    assertThat(stalled.owner()).isEqualTo("consumer-1");
                                });
                assertThat(decision.isChange()).isFalse();
                assertThat(decision.needs().up()).isLessThanOrEqualTo(3);
            }
        }
    }

    @Test
    void blamesNoPartitionWhenNoneMoves() {
        isKnown();
        for (int i = 0; i < 30; i++) {
            pipeline.arrives(10, 10.0 / PARTITIONS);
            assertThat(look().findings()).isEmpty();
        }
    }

    @Test
    void namesAPartitionThatIsTooMuchForOneConsumer() {
        isKnown();
        double[] rates = new double[PARTITIONS];
        Arrays.fill(rates, 50);
        rates[7] = 1_450;
        Decision decision = look();
        for (int i = 0; i < 20; i++) {
            pipeline.passes(10, rates);
            decision = look();
        }

        assertThat(decision.findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.HotPartition.class,
                        hot -> {
                            assertThat(hot.partition().number()).isEqualTo(7);
                            assertThat(hot.share()).isBetween(0.7, 0.73);
                        });
    }

    @Test
    void doublesWhileNobodyKnowsHowFastConsumersAre() {
        pipeline.telemetryAnswers = false;
        look();
        pipeline.arrives(10, 1);
        assertThat(look().reason()).isEqualTo(Reason.CapacityUnknown);

        for (int p = 0; p < PARTITIONS; p++) {
            pipeline.committed[p] = pipeline.ends[p] - 4_000;
        }
        pipeline.arrives(10, 1);
        Decision decision = look();

        assertThat(decision.reason()).isEqualTo(Reason.CapacityUnknown);
        assertThat(decision.replicas()).isEqualTo(6);
    }

    @Test
    void goesToZeroOnlyIfAskedToAndAfterLongIdleness() {
        autoscaler = new SloFit(ScalerSettings.of(120, 0, 24));
        isKnown();
        Decision decision = looks(200, 0);
        while (decision.replicas() > 0) {
            pipeline.scaled(decision.replicas());
            decision = looks(200, 0);
        }

        assertThat(decision.reason()).isEqualTo(Reason.Idle);
        assertThat(pipeline.at).isGreaterThanOrEqualTo(1_000 + 600);
        pipeline.scaled(0);
        assertThat(looks(50, 0).isChange()).isFalse();
        pipeline.arrives(10, 1);
        Decision woken = look();
        assertThat(woken.reason()).isEqualTo(Reason.Woken);
        assertThat(woken.replicas()).isEqualTo(1);
    }

    @Test
    void saysWhyThereIsAConsumerAlthoughThereMayBeNone() {
        autoscaler = new SloFit(ScalerSettings.of(50, 0, 24));
        pipeline.scaled(1);
        assertThat(looks(70, 0).findings())
                .containsExactly(
                        new Finding.ZeroRefused(
                                "the first record would be 53 s old before a consumer has it;"
                                        + " 50 s are promised"));
    }

    @Test
    void staysForRecordsThatAreParked() {
        autoscaler = new SloFit(ScalerSettings.of(120, 0, 24));
        pipeline.scaled(1);
        pipeline.sidework = new Sidework(7, 0, false);
        assertThat(looks(70, 0).findings())
                .containsExactly(new Finding.ZeroRefused("7 records are parked"));
    }

    @Test
    void comesBackForAReplay() {
        autoscaler = new SloFit(ScalerSettings.of(120, 0, 24));
        pipeline.scaled(0);
        looks(2, 0);
        pipeline.sidework = new Sidework(0, 0, true);

        assertThat(look().replicas()).isEqualTo(1);
    }

    @Test
    void goesOnWhereAnotherLeftOff() {
        isKnown();
        ScalerState restored = StateCodec.read(StateCodec.write(state)).orElseThrow();
        pipeline.passes(10, 500);

        assertThat(autoscaler.decide(pipeline.seen(), restored))
                .isEqualTo(autoscaler.decide(pipeline.seen(), state));
    }
}
