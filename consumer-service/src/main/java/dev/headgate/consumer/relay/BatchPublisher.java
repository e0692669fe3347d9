// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import dev.headgate.consumer.relay.RelayTable.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * One batch of one topic on its way to Kafka. What Kafka does not take for its size is sent again
 * with less in it; any other failure ends the batch, and what was confirmed by then is told. Used
 * once.
 */
final class BatchPublisher {

    /** Longer than the producer itself waits. */
    private static final long ANSWER_SECONDS = 60;

    private final RelayKafka kafka;
    private final DeadLetterEnvelope envelope;
    private final SourceTopic topic;
    private final int partitions;
    private final List<Published> published = new ArrayList<>();
    private @Nullable Throwable trouble;
    private int pointers;

    /** A record that was sent, and what will become of it. */
    private record Sent(Letter letter, Future<RecordMetadata> answer) {}

    /**
     * What came of it.
     *
     * @param published what Kafka has confirmed
     * @param pointers how many of these lack something
     * @param trouble why the rest was not published; null if there is no rest
     */
    record Outcome(List<Published> published, int pointers, @Nullable Throwable trouble) {}

    BatchPublisher(
            RelayKafka kafka, DeadLetterEnvelope envelope, SourceTopic topic, int partitions) {
        this.kafka = kafka;
        this.envelope = envelope;
        this.topic = topic;
        this.partitions = partitions;
    }

    Outcome publish(List<Letter> letters) throws InterruptedException {
        List<Letter> rest = letters;
        for (LeftOut leftOut : LeftOut.values()) {
            if (!rest.isEmpty() && trouble == null) {
                rest = tooLarge(rest, leftOut);
            }
        }
        if (!rest.isEmpty() && trouble == null) {
            trouble = new RecordTooLargeException("not even headers alone are taken");
        }
        return new Outcome(List.copyOf(published), pointers, trouble);
    }

    /** Publishes them with so much left out; answers those that are too large even so. */
    private List<Letter> tooLarge(List<Letter> letters, LeftOut leftOut)
            throws InterruptedException {
        var tooLarge = new ArrayList<Letter>();
        for (Sent sent : send(letters, leftOut, tooLarge)) {
            @Nullable Throwable failure = await(sent, leftOut);
            if (failure instanceof RecordTooLargeException) {
                tooLarge.add(sent.letter());
            } else if (failure != null && trouble == null) {
                trouble = failure;
            }
        }
        return tooLarge;
    }

    /** A failure that is known at once ends it: each further send would wait as long in vain. */
    private List<Sent> send(List<Letter> letters, LeftOut leftOut, List<Letter> tooLarge)
            throws InterruptedException {
        var sent = new ArrayList<Sent>();
        try {
            for (Letter letter : letters) {
                if (leftOut == LeftOut.NOTHING && !letter.whole()) {
                    tooLarge.add(letter);
                    continue;
                }
                var answer = kafka.send(envelope.record(topic, letter, partitions, leftOut));
                sent.add(new Sent(letter, answer));
                if (answer.isDone()
                        && answer.state() == State.FAILED
                        && !(answer.exceptionNow() instanceof RecordTooLargeException)) {
                    break;
                }
            }
        } catch (InterruptException _) {
            throw interrupted();
        } catch (KafkaException | IllegalStateException e) {
            trouble = e;
        }
        return sent;
    }

    /** Waits for the answer; null if it is good. */
    private @Nullable Throwable await(Sent sent, LeftOut leftOut) throws InterruptedException {
        try {
            RecordMetadata place = sent.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            published.add(
                    new Published(
                            sent.letter().row().getDeadLetterId(),
                            place.partition(),
                            place.offset()));
            pointers += leftOut == LeftOut.NOTHING ? 0 : 1;
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            return e;
        }
    }

    private static InterruptedException interrupted() {
        // Kafka has set the flag again; the exception stands for it.
        Thread.interrupted();
        return new InterruptedException();
    }
}
