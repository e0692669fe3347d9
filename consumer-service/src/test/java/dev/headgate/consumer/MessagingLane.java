// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.landing.RowInsert;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.RecordDecoder;
import io.helidon.messaging.connectors.kafka.KafkaMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * One partition's messages behind the connector, on a thread of its own: lands them in batches,
 * tries again while PostgreSQL is away, refuses single messages (nack). Its queue is nearly without
 * bound, for the connector cannot pause a partition: a bounded one would keep all others waiting.
 */
final class MessagingLane {

    private static final int WAITING_MAX = 1_000_000;
    private static final int LOOK_MILLIS = 100;
    private static final int FINISH_MILLIS = 2_000;

    private final RowInsert rows;
    private final int batch;
    private final AtomicLong landed;
    private final RecordDecoder decoder = new RecordDecoder();
    private final BlockingQueue<KafkaMessage<byte[], byte[]>> waiting =
            new LinkedBlockingQueue<>(WAITING_MAX);
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private volatile boolean finishing;
    private volatile @Nullable CompletionStage<Void> lastCommit;

    /** A message whose event was handled. */
    private record Handled(KafkaMessage<byte[], byte[]> message, EventRow row) {}

    MessagingLane(RowInsert rows, int batch, AtomicLong landed) {
        this.rows = rows;
        this.batch = batch;
        this.landed = landed;
        thread.start();
    }

    /** The row of a message, once its event went through the handler. */
    static EventRow handled(RecordDecoder decoder, KafkaMessage<byte[], byte[]> message) {
        if (decoder.decode(message.getConsumerRecord().orElseThrow()) instanceof EventRow row) {
            MeasuredHandler.work(row.envelope().type());
            return row;
        }
        throw new IllegalStateException("not an event");
    }

    void add(KafkaMessage<byte[], byte[]> message) {
        waiting.add(message);
    }

    /** Takes nothing more and lets the batch at hand land. */
    void finish() {
        finishing = true;
    }

    /** Waits until Kafka has the last acknowledgement, for a moment. */
    void awaitCommit() {
        try {
            if (!thread.join(java.time.Duration.ofMillis(FINISH_MILLIS))) {
                thread.interrupt();
            }
            CompletionStage<Void> commit = lastCommit;
            if (commit != null) {
                commit.toCompletableFuture().get(FINISH_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // Then these messages come again.
        }
    }

    private void run() {
        var messages = new ArrayList<KafkaMessage<byte[], byte[]>>();
        try {
            while (!finishing) {
                var first = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    messages.add(first);
                    waiting.drainTo(messages, batch - 1);
                    land(handled(messages));
                    messages.clear();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Handled> handled(List<KafkaMessage<byte[], byte[]>> messages) {
        var handled = new ArrayList<Handled>();
        for (var message : messages) {
            if (finishing) {
                break;
            }
            try {
                handled.add(new Handled(message, handled(decoder, message)));
            } catch (IllegalStateException e) {
                var _ = message.nack(e);
            }
        }
        return handled;
    }

    /** Bad data is narrowed down to its message; whatever else goes wrong is tried again. */
    private void land(List<Handled> batch) throws InterruptedException {
        while (!batch.isEmpty()) {
            try {
                landed.addAndGet(rows.land(batch.stream().map(Handled::row).toList()));
                batch.forEach(handled -> lastCommit = handled.message().ack());
                return;
            } catch (DataAccessException e) {
                if (ofItsData(e)) {
                    narrow(batch, e);
                    return;
                }
                if (finishing) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    private void narrow(List<Handled> batch, DataAccessException e) throws InterruptedException {
        if (batch.size() == 1) {
            var _ = batch.getFirst().message().nack(e);
            return;
        }
        int half = batch.size() / 2;
        land(batch.subList(0, half));
        land(batch.subList(half, batch.size()));
    }

    /** SQLSTATE class 22: the data, not the surroundings. */
    private static boolean ofItsData(DataAccessException e) {
        return Objects.requireNonNullElse(e.sqlState(), "").startsWith("22");
    }
}
