// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.LoadPlan.Patience;
import dev.headgate.loadtest.arrival.ArrivalText;
import dev.headgate.loadtest.outcome.AcknowledgedPositions.TopicPartition;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.outcome.Outcome;
import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What the engine makes of answers, and of none. */
class AnswersIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

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
                    Plans.open(
                            target,
                            "8",
                            SECOND,
                            new Patience(Duration.ZERO, SECOND, Duration.ZERO));

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
                    Plans.plan(
                            target, new PlainWorkload(3, "."), new Model.Closed(SECOND), 1, 1, 1);

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
                    Plans.open(
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
                    Plans.open(
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
                Plans.plan(
                        nobody,
                        PlainWorkload.SINGLE,
                        new Model.Open(ArrivalText.schedule("50", SECOND)),
                        1_000,
                        4,
                        1);

        EngineResult result = new LoadEngine(plan, Optional.empty()).run(new Seconds());

        assertThat(result.answers()).containsExactly(new AnswerCount("connection refused", 50));
        assertThat(result.totals().refused()).isEqualTo(50);
        assertThat(result.totals().sentBytes()).isZero();
    }

    private static List<Outcome> outcomes(Ledger ledger) {
        var outcomes = new ArrayList<Outcome>();
        for (long i = 0; i < ledger.events(); i++) {
            outcomes.add(ledger.outcome(i));
        }
        return outcomes;
    }
}
