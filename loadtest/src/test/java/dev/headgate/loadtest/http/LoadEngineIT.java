// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.LoadPlan.Patience;
import dev.headgate.loadtest.RequestHeader;
import dev.headgate.loadtest.arrival.ArrivalText;
import dev.headgate.loadtest.outcome.AcknowledgedPositions.TopicPartition;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.outcome.Outcome;
import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The engine against a server on this machine whose answers the test decides. */
class LoadEngineIT {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final PlainWorkload SINGLE = new PlainWorkload(1, "");

    @Test
    void aPauseOfTheTargetShowsInTheTailThoughFewRequestsWereInFlight() throws Exception {
        try (FakeTarget target = FakeTarget.start(_ -> FakeTarget.STORED);
                var clock = Executors.newSingleThreadScheduledExecutor()) {
            var engine =
                    new LoadEngine(open(target, "400", Duration.ofSeconds(4)), Optional.empty());
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
                    new LoadEngine(open(target, "250", SECOND.multipliedBy(2)), Optional.of(ledger))
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
                    plan(target, SINGLE, new Model.Closed(Duration.ofMinutes(5)), 2_000, 8, 2);

            EngineResult result = new LoadEngine(plan, Optional.empty()).run(new Seconds());

            assertThat(result.totals().accepted()).isEqualTo(2_000);
            assertThat(target.bodies()).hasSize(2_000).doesNotHaveDuplicates();
            assertThat(result.totals().late()).isZero();
        }
    }

    @Test
    void eachAnswerSaysWhatBecameOfItsEvents() throws Exception {
        List<String> answers =
                List.of(
                        FakeTarget.STORED,
                        FakeTarget.answer(422, "{\"type\":\"urn:headgate:problem:no-topic\"}"),
                        FakeTarget.answer(503, "{\"type\":\"urn:headgate:problem:overloaded\"}"),
                        FakeTarget.answer(
                                504, "{\"type\":\"urn:headgate:problem:outcome-unknown\"}"),
                        FakeTarget.answer(500, "oops"),
                        "",
                        "HTTP/1.1 2",
                        "SMTP ready\r\n\r\n");
        try (FakeTarget target = FakeTarget.start(body -> answers.get(Integer.parseInt(body)));
                Ledger ledger = Ledger.create(8)) {
            LoadPlan plan =
                    open(target, "8", SECOND, new Patience(Duration.ZERO, SECOND, Duration.ZERO));

            EngineResult result = new LoadEngine(plan, Optional.of(ledger)).run(new Seconds());

            assertThat(outcomes(ledger))
                    .containsExactly(
                            Outcome.Accepted,
                            Outcome.Refused,
                            Outcome.Refused,
                            Outcome.Unknown,
                            Outcome.Unknown,
                            Outcome.Unknown,
                            Outcome.Unknown,
                            Outcome.Unknown);
            assertThat(result.answers())
                    .extracting(AnswerCount::answer)
                    .containsExactlyInAnyOrder(
                            "202",
                            "422 no-topic",
                            "503 overloaded",
                            "504 outcome-unknown",
                            "500",
                            "connection closed before the answer",
                            "no answer in time",
                            "malformed answer");
            assertThat(
                            result.totals().accepted()
                                    + result.totals().refused()
                                    + result.totals().unknown())
                    .isEqualTo(8);
        }
    }

    @Test
    void aMixedBatchIsReadEventByEvent() throws Exception {
        String mixed =
                "{\"results\":[{\"index\":0,\"status\":\"stored\",\"topic\":\"t\",\"partition\":1,\"offset\":5},"
                        + "{\"index\":1,\"status\":\"invalid\"},{\"index\":2,\"status\":\"unknown\"}]}";
        try (FakeTarget target = FakeTarget.start(_ -> FakeTarget.answer(207, mixed));
                Ledger ledger = Ledger.create(3)) {
            LoadPlan plan =
                    plan(target, new PlainWorkload(3, "."), new Model.Closed(SECOND), 1, 1, 1);

            EngineResult result = new LoadEngine(plan, Optional.of(ledger)).run(new Seconds());

            assertThat(outcomes(ledger))
                    .containsExactly(Outcome.Accepted, Outcome.Refused, Outcome.Unknown);
            assertThat(result.positions().lastOffsets())
                    .isEqualTo(Map.of(new TopicPartition("t", 1), 5L));
        }
    }

    @Test
    void aFailedRequestIsSentAgainWithTheSameBodyUntilItIsTaken() throws Exception {
        var tries = new ConcurrentHashMap<String, Integer>();
        try (FakeTarget target =
                        FakeTarget.start(body ->
                                switch (tries.merge(body, 1, Integer::sum)) {
                                    case 1 -> FakeTarget.answer(503, "");
                                    case 2 -> "";
                                    default -> FakeTarget.STORED;
                                });
                Ledger ledger = Ledger.create(20)) {
            LoadPlan plan =
                    open(
                            target,
                            "20",
                            SECOND,
                            new Patience(Duration.ZERO, SECOND, Duration.ofSeconds(30)));

            EngineResult result = new LoadEngine(plan, Optional.of(ledger)).run(new Seconds());

            assertThat(result.totals().sent()).isEqualTo(20);
            assertThat(result.totals().resent()).isEqualTo(40);
            assertThat(result.totals().accepted()).isEqualTo(20);
            assertThat(outcomes(ledger)).containsOnly(Outcome.Accepted);
            assertThat(tries).hasSize(20).allSatisfy((_, count) -> assertThat(count).isEqualTo(3));
        }
    }

    @Test
    void whatMayBeStoredStaysUnknownWhenTheRepeatIsRefused() throws Exception {
        var tries = new ConcurrentHashMap<String, Integer>();
        try (FakeTarget target =
                        FakeTarget.start(body ->
                                tries.merge(body, 1, Integer::sum) == 1
                                        ? ""
                                        : FakeTarget.answer(413, ""));
                Ledger ledger = Ledger.create(5)) {
            LoadPlan plan =
                    open(
                            target,
                            "5",
                            SECOND,
                            new Patience(Duration.ZERO, SECOND, Duration.ofSeconds(30)));

            EngineResult result = new LoadEngine(plan, Optional.of(ledger)).run(new Seconds());

            assertThat(outcomes(ledger)).containsOnly(Outcome.Unknown);
            assertThat(result.totals().unknown()).isEqualTo(5);
        }
    }

    @Test
    void nobodyListeningIsARefusalThatNeverLeft() throws Exception {
        InetSocketAddress nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
        LoadPlan plan =
                plan(
                        nobody,
                        SINGLE,
                        new Model.Open(ArrivalText.schedule("50", SECOND)),
                        1_000,
                        4,
                        1);

        EngineResult result = new LoadEngine(plan, Optional.empty()).run(new Seconds());

        assertThat(result.answers()).containsExactly(new AnswerCount("connection refused", 50));
        assertThat(result.totals().refused()).isEqualTo(50);
        assertThat(result.totals().sentBytes()).isZero();
    }

    @Test
    void largeBodiesAndAnswersPassInPieces() throws Exception {
        String long_ = "x".repeat(3_000_000);
        try (FakeTarget target = FakeTarget.start(body -> FakeTarget.answer(202, body))) {
            LoadPlan plan =
                    plan(
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
                    new LoadEngine(open(target, "100", Duration.ofMinutes(10)), Optional.empty());
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

    private static LoadPlan open(FakeTarget target, String rate, Duration duration) {
        return open(target, rate, duration, Patience.DEFAULT);
    }

    private static LoadPlan open(
            FakeTarget target, String rate, Duration duration, Patience patience) {
        LoadPlan plan =
                plan(
                        target.address(),
                        SINGLE,
                        new Model.Open(ArrivalText.schedule(rate, duration)),
                        Long.MAX_VALUE,
                        16,
                        1);
        return new LoadPlan(
                plan.target(),
                plan.address(),
                plan.headers(),
                plan.workload(),
                plan.model(),
                plan.requestsMax(),
                plan.connections(),
                plan.threads(),
                patience);
    }

    private static LoadPlan plan(
            FakeTarget target,
            PlainWorkload workload,
            Model model,
            long requests,
            int connections,
            int threads) {
        return plan(target.address(), workload, model, requests, connections, threads);
    }

    private static LoadPlan plan(
            InetSocketAddress address,
            PlainWorkload workload,
            Model model,
            long requests,
            int connections,
            int threads) {
        return new LoadPlan(
                URI.create("http://127.0.0.1:" + address.getPort() + "/v1/events?x=y"),
                address,
                List.of(RequestHeader.parse("Authorization: Bearer secret")),
                workload,
                model,
                requests,
                connections,
                threads,
                Patience.DEFAULT);
    }

    private static List<Outcome> outcomes(Ledger ledger) {
        var outcomes = new ArrayList<Outcome>();
        for (long i = 0; i < ledger.events(); i++) {
            outcomes.add(ledger.outcome(i));
        }
        return outcomes;
    }

    /** Keeps what it sees. */
    private static final class Seconds implements LoadEngine.Observer {

        private final List<SecondTaken> taken = new ArrayList<>();

        @Override
        public void started(Instant at) {}

        @Override
        public void second(SecondTaken second) {
            taken.add(second);
        }
    }
}
