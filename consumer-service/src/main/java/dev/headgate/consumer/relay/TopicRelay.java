// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.RelaySettings;
import dev.headgate.consumer.landing.Backoff;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.relay.BatchPublisher.Outcome;
import dev.headgate.consumer.relay.RelayTable.Published;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The relay of one topic's dead letters, batch by batch: sent, confirmed by Kafka, and only then
 * marked as published. Trouble with its topic holds up no other. Used by one thread.
 */
final class TopicRelay {

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicRelay.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    /** Lock timeout and deadlock: somebody works on a row, and will have done so. */
    private static final Set<String> CROSSED = Set.of("55P03", "40P01");

    private static final int MARKS_MAX = 3;

    private final SourceTopic topic;
    private final DeadLetterEnvelope envelope;
    private final RelaySettings settings;
    private final ConsumerTotals totals;
    private final Backoff backoff;
    private final RelayTable table = new RelayTable();
    private int failures;
    private long notBeforeNs;
    private @Nullable String trouble;
    private boolean pointerSaid;

    TopicRelay(
            SourceTopic topic,
            DeadLetterEnvelope envelope,
            RelaySettings settings,
            ConsumerTotals totals) {
        this.topic = topic;
        this.envelope = envelope;
        this.settings = settings;
        this.totals = totals;
        this.backoff = new Backoff(FIRST_WAIT, settings.backoffMax(), new SplittableRandom());
    }

    /** Publishes the next batch, unless trouble has it wait; true if there may be more at once. */
    boolean turn(DSLContext dsl, RelayKafka kafka) throws InterruptedException {
        if (trouble != null && System.nanoTime() - notBeforeNs < 0) {
            return false;
        }
        try {
            OptionalInt partitions = kafka.partitions(topic.deadLetterTopic());
            if (partitions.isEmpty()) {
                // So that the producer forgets it: its questions may make brokers create topics.
                kafka.close();
                failed("the topic is missing");
                return false;
            }
            List<Letter> batch = table.next(dsl, topic, settings);
            var publisher = new BatchPublisher(kafka, envelope, topic, partitions.getAsInt());
            return done(dsl, kafka, publisher.publish(batch));
        } catch (InterruptException _) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (ExecutionException e) {
            broken(kafka, String.valueOf(e.getCause()));
            return false;
        } catch (KafkaException e) {
            broken(kafka, e.toString());
            return false;
        }
    }

    private boolean done(DSLContext dsl, RelayKafka kafka, Outcome outcome)
            throws InterruptedException {
        mark(dsl, outcome.published());
        totals.deadLettersPublished(outcome.published().size());
        if (outcome.pointers() > 0 && !pointerSaid) {
            pointerSaid = true;
            said(LogKey.COUNT, outcome.pointers())
                    .log("dead letters are too large for their topic: pointers are published");
        }
        @Nullable Throwable failure = outcome.trouble();
        if (failure != null) {
            broken(kafka, failure.toString());
            return false;
        }
        if (trouble != null) {
            LOGGER.atInfo()
                    .addKeyValue(LogKey.TOPIC, topic.deadLetterTopic())
                    .log("dead letters are published again");
        }
        trouble = null;
        failures = 0;
        return true;
    }

    /** Unmarked, they would be published again. */
    private void mark(DSLContext dsl, List<Published> published) {
        for (int attempt = 1; ; attempt++) {
            try {
                table.mark(dsl, published);
                return;
            } catch (RuntimeException e) {
                String state = String.valueOf(LandingFailure.of(e).sqlState());
                if (attempt == MARKS_MAX || !CROSSED.contains(state)) {
                    throw e;
                }
            }
        }
    }

    private void broken(RelayKafka kafka, String reason) {
        kafka.close();
        totals.deadLetterPublishFailed();
        failed(reason);
    }

    private void failed(String reason) {
        if (trouble == null) {
            said(LogKey.REASON, reason).log("dead letters wait in their table");
        }
        trouble = reason;
        notBeforeNs = System.nanoTime() + backoff.wait(failures++).toNanos();
    }

    private LoggingEventBuilder said(String key, Object value) {
        return LOGGER.atWarn()
                .addKeyValue(LogKey.TOPIC, topic.deadLetterTopic())
                .addKeyValue(key, value);
    }
}
