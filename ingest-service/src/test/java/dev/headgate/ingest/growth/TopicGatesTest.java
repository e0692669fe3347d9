// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.growth.GateOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TopicGatesTest {

    private static final Duration LATE = Duration.ofMillis(200);
    private static final GateOrder ORDER = new GateOrder(6, 60_000);

    private final AtomicInteger partitions = new AtomicInteger(2);
    private final TopicGates gates =
            new TopicGates(List.of("orders", "other"), _ -> partitions.get(), LATE);
    private final TopicGate gate = gates.of("orders");

    @Test
    void anOpenGateLetsIn() {
        assertThat(gate.tryEnter()).isTrue();
        assertThat(gate.awaitOpen(System.nanoTime())).isTrue();
        assertThat(gate.report().closed()).isFalse();
    }

    @Test
    void aClosedGateLetsNobodyInAndOthersStayOpen() {
        gates.close(gate, ORDER);

        assertThat(gate.tryEnter()).isFalse();
        assertThat(gate.awaitOpen(System.nanoTime() + 1)).isFalse();
        assertThat(gate.report().closed()).isTrue();
        assertThat(gates.of("other").tryEnter()).isTrue();
    }

    @Test
    void isDrainedOnceAllWhoWereInHaveLeft() {
        gate.tryEnter();
        gates.close(gate, ORDER);
        assertThat(gate.report().drained()).isFalse();

        gate.leave(true);

        assertThat(gate.report().drained()).isTrue();
    }

    @Test
    void afterAnUnknownOutcomeIsDrainedOnlyWhenTheRecordCannotTurnUpAnyMore() {
        gate.tryEnter();
        gates.close(gate, ORDER);
        long left = System.nanoTime();
        gate.leave(false);
        assertThat(gate.report().drained()).isFalse();

        await().until(() -> gate.report().drained());

        assertThat(Duration.ofNanos(System.nanoTime() - left)).isGreaterThanOrEqualTo(LATE);
    }

    @Test
    void opensWhenTheProducerSeesThePartitions() {
        gates.close(gate, ORDER);
        partitions.set(5);
        await().until(() -> gate.report().partitions() == 5);
        assertThat(gate.report().closed()).isTrue();

        partitions.set(6);

        await().until(() -> !gate.report().closed());
        assertThat(gate.tryEnter()).isTrue();
    }

    @Test
    void whoWaitsGoesOnWhenTheGateOpensAndWaitsOnWhenItIsClosedAnew() throws Exception {
        gates.close(gate, ORDER);
        var opened = new AtomicBoolean();
        Thread waiting =
                Thread.ofVirtual()
                        .start(() ->
                                opened.set(
                                        gate.awaitOpen(
                                                System.nanoTime()
                                                        + Duration.ofSeconds(30).toNanos())));
        gates.close(gate, new GateOrder(8, 60_000));
        assertThat(waiting.join(Duration.ofMillis(200))).isFalse();

        gate.open();

        waiting.join();
        assertThat(opened).isTrue();
    }

    @Test
    void closingAgainKeepsTheEnd() {
        gates.close(gate, new GateOrder(6, 1_000));

        gates.close(gate, ORDER);

        assertThat(gate.report().millisLeft()).isLessThanOrEqualTo(1_000);
        await().until(() -> !gate.report().closed());
    }

    @Test
    void aStartIsHeldForItsTimeWhateverThePartitions() {
        partitions.set(1_000);
        gates.holdAtStart(Duration.ofMillis(500));

        assertThat(gate.tryEnter()).isFalse();
        await().until(() -> gate.report().partitions() == 1_000);
        assertThat(gate.tryEnter()).isFalse();
        await().until(gate::tryEnter);
    }

    /** Closed and drained means that nothing more is sent, however many are at the gate. */
    @Test
    void nobodySendsWhileTheGateIsClosedAndDrained() throws Exception {
        var end = new AtomicBoolean();
        var sends = new AtomicLong();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            senders.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!end.get()) {
                                    if (gate.tryEnter()) {
                                        sends.incrementAndGet();
                                        gate.leave(true);
                                    }
                                }
                            }));
        }
        for (int round = 0; round < 60; round++) {
            long before = sends.get();
            await().pollInterval(Duration.ofNanos(1_000)).until(() -> sends.get() > before);
            gates.close(gate, ORDER);
            gate.awaitDrained(Duration.ofSeconds(10));
            assertThat(gate.report().drained()).isTrue();

            long sent = sends.get();
            // Long enough that one who was stopped at the gate gets to run.
            long until = System.nanoTime() + Duration.ofMillis(10).toNanos();
            while (System.nanoTime() - until < 0) {
                assertThat(sends.get()).isEqualTo(sent);
                Thread.onSpinWait();
            }
            gate.open();
        }
        end.set(true);
        for (Thread sender : senders) {
            sender.join();
        }
    }
}
