// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.outcome.AcknowledgedPositions.TopicPartition;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.outcome.Outcome;
import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The engine against a server on this machine: when it sends, and how long it says it took. */
class LoadEngineIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aPauseOfTheTargetShowsInTheTailThoughFewRequestsWereInFlight() throws Exception {
        try (FakeTarget target = FakeTarget.start(_ -> FakeTarget.STORED);
                var clock = Executors.newSingleThreadScheduledExecutor()) {
            var engine =
                    new LoadEngine(
                            Plans.open(target, "400", Duration.ofSeconds(4)), Optional.empty());
            var _ = clock.schedule(target::pause, 1_000, TimeUnit.MILLISECONDS);
            var _ = clock.schedule(target::resume, 3_000, TimeUnit.MILLISECONDS);

            EngineResult result = engine.run(new Seconds());

            assertThat(result.totals().accepted()).isEqualTo(1_600);
            // Half of all requests were due in the pause and waited a second on average.
            assertThat(result.sinceDue().getValueAtPercentile(99.9)).isGreaterThan(1_900_000);
            assertThat(result.sinceDue().getValueAtPercentile(90)).isGreaterThan(1_000_000);
            // Only as many as there are connections were on their way, which is what hides it.
            assertThat(result.service().getCountBetweenValues(1_000_000, 4_000_000)).isLessThan(20);
            assertThat(result.totals().late()).isGreaterThan(700);
            assertThat(result.totals().latestMicros()).isGreaterThan(1_900_000);
        }
    }

    @Test
    void everyRequestIsSentOnceAtItsRate() throws Exception {
        try (FakeTarget target = FakeTarget.start(_ -> FakeTarget.STORED);
                Ledger ledger = Ledger.create(500)) {
            var seconds = new Seconds();

            EngineResult result =
                    new LoadEngine(
                                    Plans.open(target, "250", SECOND.multipliedBy(2)),
                                    Optional.of(ledger))
                            .run(seconds);

            assertThat(target.bodies()).hasSize(500).doesNotHaveDuplicates();
            assertThat(result.totals().sent()).isEqualTo(500);
            assertThat(result.answers()).containsExactly(new AnswerCount("202", 500));
            assertThat(result.positions().lastOffsets())
                    .isEqualTo(Map.of(new TopicPartition("t", 3), 41L));
            for (int i = 0; i < 500; i++) {
                assertThat(ledger.outcome(i)).isEqualTo(Outcome.Accepted);
                assertThat(ledger.sentTick(i)).isBetween(i * 400L, ledger.answeredTick(i));
            }
            assertThat(seconds.taken.stream().mapToLong(taken -> taken.second().due()).sum())
                    .isEqualTo(500);
            assertThat(seconds.taken.stream().mapToLong(taken -> taken.second().answered()).sum())
                    .isEqualTo(500);
        }
    }

    @Test
    void aClosedRunSendsAsFastAsAnswersCome() throws Exception {
        try (FakeTarget target = FakeTarget.start(_ -> FakeTarget.STORED)) {
            LoadPlan plan =
                    Plans.plan(
                            target,
                            PlainWorkload.SINGLE,
                            new Model.Closed(Duration.ofMinutes(5)),
                            2_000,
                            8,
                            2);

            EngineResult result = new LoadEngine(plan, Optional.empty()).run(new Seconds());

            assertThat(result.totals().accepted()).isEqualTo(2_000);
            assertThat(target.bodies()).hasSize(2_000).doesNotHaveDuplicates();
            assertThat(result.totals().late()).isZero();
        }
    }

    @Test
    void largeBodiesAndAnswersPassInPieces() throws Exception {
        String long_ = "x".repeat(3_000_000);
        try (FakeTarget target = FakeTarget.start(body -> FakeTarget.answer(202, body))) {
            LoadPlan plan =
                    Plans.plan(
                            target,
                            new PlainWorkload(1, long_),
                            new Model.Closed(Duration.ofMinutes(1)),
                            6,
                            2,
                            1);

            EngineResult result = new LoadEngine(plan, Optional.empty()).run(new Seconds());

            assertThat(result.totals().accepted()).isEqualTo(6);
            assertThat(target.bodies()).allSatisfy(body -> assertThat(body).hasSize(3_000_001));
        }
    }

    @Test
    void anInterruptedRunEndsWithWhatIsInFlight() throws Exception {
        try (FakeTarget target = FakeTarget.start(_ -> FakeTarget.STORED);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var engine =
                    new LoadEngine(
                            Plans.open(target, "100", Duration.ofMinutes(10)), Optional.empty());
            var run = threads.submit(() -> engine.run(new Seconds()));
            await().until(() -> target.bodies().size() > 10);

            engine.interrupt();
            EngineResult result = run.get(10, TimeUnit.SECONDS);

            assertThat(result.interrupted()).isTrue();
            assertThat(result.totals().answered())
                    .isEqualTo(result.totals().sent())
                    .isLessThan(2_000);
        }
    }
}
