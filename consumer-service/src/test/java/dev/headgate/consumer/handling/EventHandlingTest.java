// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.handling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.HandlerSettings;
import dev.headgate.consumer.SettingsException;
import dev.headgate.consumer.handler.EventHandler;
import dev.headgate.consumer.handler.HandlerResult;
import dev.headgate.consumer.handler.ReceivedEvent;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.contract.event.EventEnvelope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventHandlingTest {

    private static final Duration LIMIT = Duration.ofMillis(100);

    /** What a handler does, as a lambda. */
    @FunctionalInterface
    private interface Act {
        @Nullable HandlerResult on(ReceivedEvent event) throws Exception;
    }

    @Test
    void answersForEachRowInOrder() throws Exception {
        var handling =
                by(event ->
                        switch (event.id()) {
                            case "1" -> HandlerResult.reject("Bad", "is bad");
                            case "2" -> HandlerResult.later("NotYet");
                            case "3" -> HandlerResult.landJson("{\"a\":1}");
                            default -> HandlerResult.land();
                        });

        assertThat(handling.handle(rows(5)))
                .map(EventHandlingTest::text)
                .containsExactly("as it is", "handle Bad", "later NotYet", "{\"a\":1}", "as it is");
    }

    @Test
    void changedDataKeepTheHashOfWhatWasReceived() throws Exception {
        EventRow row = rows(1).getFirst();

        var ready =
                (Handled.Ready)
                        by(_ -> HandlerResult.landJson("{}")).handle(List.of(row)).getFirst();

        assertThat(ready.row().json()).isEqualTo("{}");
        assertThat(ready.row().payloadHash()).isEqualTo(row.payloadHash());
        assertThat(ready.row().kafka()).isSameAs(row.kafka());
        assertThat(ready.row().envelope().contentType()).isEqualTo("application/json");
    }

    @Test
    void anExceptionAsksForALaterAttemptAndDoesNotQuoteItsMessage() throws Exception {
        var handled =
                by(
                                _ -> {
                                    throw new IllegalStateException("secret");
                                })
                        .handle(rows(1))
                        .getFirst();

        var refusal = ((Handled.Postponed) handled).refusal();
        assertThat(refusal.reason()).isEqualTo("HandlerFailed");
        assertThat(refusal.detail())
                .contains("java.lang.IllegalStateException")
                .doesNotContain("secret");
    }

    @Test
    void aStackOverflowAndAnAnswerOfNullAreTheRecordsOwn() throws Exception {
        var handling =
                by(event -> {
                    if (event.id().equals("0")) {
                        throw new StackOverflowError();
                    }
                    return null;
                });

        assertThat(handling.handle(rows(2)))
                .map(EventHandlingTest::text)
                .containsExactly("later HandlerFailed", "later HandlerFailed");
    }

    @Test
    void aBrokenHandlerStopsTheLine() {
        var handling =
                by(_ -> {
                    throw new NoClassDefFoundError("com/example/Missing");
                });

        assertThatThrownBy(() -> handling.handle(rows(1)))
                .isInstanceOf(HandlerStopped.class)
                .hasMessageContaining("com/example/Missing");
    }

    @Test
    void aCallThatTakesTooLongIsInterruptedAndItsNeighboursAreHandled() throws Exception {
        var interrupted = new CountDownLatch(1);
        var handling =
                by(event -> {
                    if (event.id().equals("1")) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException _) {
                            interrupted.countDown();
                        }
                    }
                    return HandlerResult.land();
                });

        assertThat(handling.handle(rows(3)))
                .map(EventHandlingTest::text)
                .containsExactly("as it is", "later HandlerTimeout", "as it is");
        interrupted.await();
    }

    @Test
    void callsThatNeverComeBackStopTheLineAtEightUntilTheyDo() throws Exception {
        var release = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var handling =
                EventHandling.by(
                        handler(_ -> {
                            calls.incrementAndGet();
                            awaitUninterruptibly(release);
                            return HandlerResult.land();
                        }),
                        Duration.ofMillis(10));

        assertThatThrownBy(() -> handling.handle(rows(20)))
                .isInstanceOf(HandlerStopped.class)
                .hasMessageContaining("do not come back");
        assertThat(calls).hasValue(8);

        release.countDown();
        await().untilAsserted(() ->
                assertThat(handling.handle(rows(1)))
                        .map(EventHandlingTest::text)
                        .containsExactly("as it is"));
    }

    @Test
    void theDataCannotBeWrittenTo() throws Exception {
        var handling =
                by(event -> {
                    event.data().put((byte) 0);
                    return HandlerResult.land();
                });

        assertThat(handling.handle(rows(1)))
                .map(EventHandlingTest::text)
                .containsExactly("later HandlerFailed");
    }

    @Test
    void namesTheHandlersThatThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> EventHandling.of(new HandlerSettings("nobody", LIMIT)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("consumer.handler.name is nobody")
                .hasMessageContaining("mask-cards");
    }

    @Test
    void reasonsAreSingleWords() {
        assertThatThrownBy(() -> HandlerResult.reject("two words", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HandlerResult.later("lower"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HandlerResult.landJson("\"\uD800\""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // A handler that does not listen.
            }
        }
    }

    private static String text(Handled handled) {
        return switch (handled) {
            case Handled.Ready(EventRow row) -> row.json() == null ? "as it is" : row.json();
            case Handled.Rejected(var refused) ->
                    refused.refusal().stage().word() + " " + refused.refusal().reason();
            case Handled.Postponed(_, var refusal) -> "later " + refusal.reason();
        };
    }

    private static EventHandling by(Act act) {
        return EventHandling.by(handler(act), LIMIT);
    }

    private static EventHandler handler(Act act) {
        return new EventHandler() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            @SuppressWarnings("NullAway") // What a handler that is written without care may answer.
            public HandlerResult handle(ReceivedEvent event) throws Exception {
                return act.on(event);
            }
        };
    }

    private static List<EventRow> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(n ->
                        new EventRow(
                                new ConsumerRecord<>(
                                        "t", 0, n, new byte[0], "data".getBytes(UTF_8)),
                                new EventEnvelope(
                                        Integer.toString(n), "t", "s", null, null, "text/plain"),
                                null,
                                null,
                                new byte[] {(byte) n}))
                .toList();
    }
}
