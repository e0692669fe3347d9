// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** What one question to Kafka came to. */
sealed interface KafkaAnswer<T> {

    /** An answer. */
    record Given<T>(T value) implements KafkaAnswer<T> {}

    /** Kafka's refusal, or Kafka's client giving up. */
    record Failed<T>(Throwable cause) implements KafkaAnswer<T> {}

    /** Nothing in time. */
    record Late<T>() implements KafkaAnswer<T> {}

    /** Waits for an answer until then, in the time of {@link System#nanoTime()}. */
    static <T> KafkaAnswer<T> await(KafkaFuture<T> future, long deadlineNanos) {
        try {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            return new Given<>(future.get(left, TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return new Failed<>(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (TimeoutException e) {
            return new Late<>();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Late<>();
        }
    }
}
