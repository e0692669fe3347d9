// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.plant.Promise;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * With the tuned settings a window is full after four samples, at second 240 at first: those of
 * seconds 60, 120, 180 and 240.
 */
class FlinkAutoscalerTest {

    private static final Promise PROMISE = new Promise(60, 1, 40);

    private final FlinkAutoscaler tuned = new FlinkAutoscaler(PROMISE, FlinkSettings.tuned());

    /** Three replicas settle 1,000 each, all the time; 600 more arrive and wait. */
    private static FakePlant overloaded() {
        var plant = new FakePlant(24, 3);
        plant.arriving = 25;
        plant.settling = 1_000;
        plant.busy = 1;
        return plant;
    }

    @Test
    void asksForWhatArrivesAtTheTargetAndForWhatWaits() {
        FakePlant plant = overloaded();

        // 3,600 arrive, 144,000 wait after 240 s; true rate 3,000 / 1
        // target 3,600/0.7 + 144,000/300 + 3,600 x 60/300 = 5,142.9 + 480 + 720 = 6,343
        // 3 x 6,343/3,000 = 6.34, so 7; 24 % 7 > 0, 24 % 8 = 0
        assertThat(plant.run(tuned, 239)).isEqualTo(3);
        assertThat(plant.run(tuned, 240)).isEqualTo(8);
    }

    @Test
    void needsAWholeWindowOfFifteenMinutesByDefault() {
        var defaults = new FlinkAutoscaler(PROMISE, FlinkSettings.defaults());
        FakePlant plant = overloaded();

        // 576,000 wait; 3,600/0.7 + 576,000/1,800 + 3,600 x 300/1,800 = 5,142.9 + 320 + 600 = 6,063
        // 3 x 6,063/3,000 = 6.06, so 7 and then 8
        assertThat(plant.run(defaults, 959)).isEqualTo(3);
        assertThat(plant.run(defaults, 960)).isEqualTo(8);
    }

    @Test
    void believesWhatIsSettledDuringALagMoreThanBusyTimeThatIsFarOff() {
        FakePlant plant = overloaded();
        plant.busy = 0.5;

        // busy time says 3,000/0.5 = 6,000, more than 1.15 x 3,000, which is what two samples with
        // lag of 30 s have seen, those of seconds 180 and 240; so as if it were 3,000
        assertThat(plant.run(tuned, 240)).isEqualTo(8);
    }

    @Test
    void believesBusyTimeThatIsNear() {
        FakePlant plant = overloaded();
        plant.busy = 0.9;

        // 3,000/0.9 = 3,333 is less than 3,450; 3 x 6,343/3,333 = 5.71, so 6, and 24 % 6 = 0
        assertThat(plant.run(tuned, 240)).isEqualTo(6);
    }

    @Test
    void doesNothingWithinTheBoundaries() {
        var plant = new FakePlant(36, 10);
        plant.settling = 300;
        plant.busy = 0.5;

        // true rate 6,000; 10 x (3,000/0.7 + 600)/6,000 = 8.1, so 9 would do
        // but 6,000 is neither below 3,000/1 nor above 3,000/0.4 + 600 = 8,100
        assertThat(plant.run(tuned, 3_600)).isEqualTo(10);
    }

    @Test
    void letsReplicasGoAfterTheIntervalAtMostSixtyPercentOfThem() {
        var plant = new FakePlant(36, 10);
        plant.settling = 100;
        plant.busy = 0.1;

        // true rate 10,000; (1,000/0.7 + 200)/10,000 = 0.16, at least 0.4, so 4; first at second
        // 240
        assertThat(plant.run(tuned, 839)).isEqualTo(10);
        assertThat(plant.run(tuned, 840)).isEqualTo(4);
    }

    @Test
    void letsNoMoreGoThanAnySampleOfTheIntervalAllows() {
        var plant = new FakePlant(36, 10);
        plant.settling = 100;
        plant.busy = 0.1;
        plant.run(tuned, 300);
        plant.settling = 300;
        plant.busy = 0.3;
        plant.run(tuned, 480);
        plant.settling = 100;
        plant.busy = 0.1;

        // second 480: 3,000 settled, busy (0.1 + 3 x 0.3)/4 = 0.25, true rate 12,000
        //   10 x (3,000/0.7 + 600)/12,000 = 4.07, so 5, and 6 since 36 % 5 > 0
        // second 540: 7,000/3 settled, busy 0.25, true rate 9,333; again 4.07; later ones ask for 4
        assertThat(plant.run(tuned, 839)).isEqualTo(10);
        assertThat(plant.run(tuned, 840)).isEqualTo(6);
    }

    @Test
    void beginsTheWaitAnewWhenAllWereNeededAndHeedsTheHighestEvenIfItWasNotUrgent() {
        var plant = new FakePlant(36, 10);
        plant.settling = 100;
        plant.busy = 0.1;
        plant.run(tuned, 300);
        plant.settling = 900;
        plant.busy = 0.9;
        plant.run(tuned, 480);
        plant.settling = 100;
        plant.busy = 0.1;

        // second  settled  busy  true rate  asked for                            urgent
        //    540    6,333  0.7       9,048  10 x 10,314/9,048 = 11.4, so 12      no: all are needed
        //    600    3,667  0.5       7,333  10 x 5,971/7,333 = 8.1, so 9         no: below 9,900
        //    660    1,000  0.3       3,333  10 x 1,629/3,333 = 4.9, so 5 and 6   yes: above 2,700
        //    720    1,000  0.1      10,000  4                                    yes
        assertThat(plant.run(tuned, 1_259)).isEqualTo(10);
        assertThat(plant.run(tuned, 1_260)).isEqualTo(6);
    }

    @Test
    void letsNoneGoDuringABacklog() {
        // settled 10,000 while 9,900 fewer wait each second; 3,000,000 at second 240 is 300 s
        assertThat(drained(3_000_000)).isEqualTo(4);
        assertThat(drained(3_000_036)).isEqualTo(10);
    }

    /** What is left of ten replicas, without delay, if so many records wait at second 240. */
    private static int drained(long waiting) {
        var eager =
                new FlinkSettings(
                        60, 180, 60, 0.7, 0.3, 0, 0.6, 100_000, 1_800, 300, 300, 30, 0.15, 2);
        var plant = new FakePlant(36, 10);
        Arrays.fill(plant.end, waiting / 36 + 240 * 275);
        plant.committing = 275;
        plant.settling = 1_000;
        plant.busy = 1;
        return plant.run(new FlinkAutoscaler(PROMISE, eager), 240);
    }

    @Test
    void takesAnyCapacityForPossibleWhileNothingComes() {
        var plant = new FakePlant(36, 10);

        // no rate: factor 0, at least 0.4; the second wait begins at second 1,080, when a window is
        // full again: 840 + 60 of stabilization, so from sample 900 on
        assertThat(plant.run(tuned, 840)).isEqualTo(4);
        assertThat(plant.run(tuned, 1_679)).isEqualTo(4);
        assertThat(plant.run(tuned, 1_680)).isEqualTo(2);
    }

    @Test
    void waitsForStabilizationAndAWholeWindowAfterEachAction() {
        FakePlant plant = overloaded();
        plant.startSeconds = 40;
        plant.run(tuned, 240);

        // replicas join at 280, so 340 is stable, 360 the first sample that counts, 540 the last
        // 8,600 arrive, 324,000 wait: 12,285.7 + 1,080 + 1,720 = 15,086
        // 8 x 15,086/8,000 = 15.1, so 16, and 24 since 24/16 is 1 and only 24 % 24 = 0
        assertThat(plant.run(tuned, 539)).isEqualTo(8);
        assertThat(plant.run(tuned, 540)).isEqualTo(24);
    }

    @Test
    void throwsItsSamplesAwayWhenAReplicaHasCrashed() {
        FakePlant plant = overloaded();
        plant.run(tuned, 150);
        plant.crash();

        // 210 is stable, so that a window begins with the sample of second 240
        assertThat(plant.run(tuned, 419)).isEqualTo(3);
        assertThat(plant.run(tuned, 420)).isEqualTo(8);
    }

    @Test
    void takesNoSampleWhileReplicasOrKafkaAreSilent() {
        FakePlant plant = overloaded();
        plant.telemetrySilent = true;
        plant.run(tuned, 150);
        plant.telemetrySilent = false;
        plant.kafkaSilent = true;
        plant.run(tuned, 270);
        plant.kafkaSilent = false;

        // the first sample is that of second 300; 288,000 wait at second 480
        // 5,142.9 + 960 + 720 = 6,823; 3 x 6,823/3,000 = 6.8, so 7 and then 8
        assertThat(plant.run(tuned, 479)).isEqualTo(3);
        assertThat(plant.run(tuned, 480)).isEqualTo(8);
    }

    @Test
    void staysWithinTheMostReplicasAndThePartitions() {
        FakePlant plant = overloaded();
        var few = new FlinkAutoscaler(new Promise(60, 1, 5), FlinkSettings.tuned());

        assertThat(plant.run(few, 240)).isEqualTo(5);

        var four = new FakePlant(4, 3);
        four.arriving = 150;
        four.settling = 1_000;
        four.busy = 1;
        assertThat(four.run(tuned, 240)).isEqualTo(4);
    }
}
