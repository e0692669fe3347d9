// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import dev.headgate.consumer.BackgroundLoop;
import dev.headgate.consumer.ConsumerSettings;
import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.RelaySettings;
import dev.headgate.consumer.landing.Backoff;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.relay.RelayTable.Backlog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes dead letters from their table to their topics: each at least once, in most cases once.
 * What is published stands in the table alone, so nothing is lost when this ends, and whichever
 * consumer is there goes on. It never stands in the way of landing: while it has work it has a
 * database connection of its own, and what Kafka or its topics lack concerns only what waits here.
 *
 * <p>Implementation note: of all consumers of a pipeline one is at it at a time, by a lock of its
 * database session, which ends with the session; so a row is published twice only if a consumer
 * ends, or loses the session, between Kafka's confirmation and the mark in the table.
 */
public final class DeadLetterRelay implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterRelay.class);

    private static final Duration SAMPLE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final LandingDatabase database;
    private final RelaySettings settings;
    private final RelayKafka.Access kafka;
    private final DeadLetterEnvelope envelope;
    private final ConsumerTotals totals;
    private final RelayTable table = new RelayTable();
    private final Map<Integer, TopicRelay> topics = new HashMap<>();
    private final Backoff backoff = Backoff.environment(new SplittableRandom());
    private final BackgroundLoop loop;
    private int failures;
    private boolean away;
    private long sampledNs = System.nanoTime() - SAMPLE.toNanos();

    /**
     * What it needs of Kafka.
     *
     * @param producer native settings of the producer
     * @param admin native settings of the admin client
     * @param owner name of this instance
     */
    public record KafkaAccess(
            Map<String, Object> producer, Map<String, Object> admin, String owner) {}

    private DeadLetterRelay(
            ConsumerSettings settings,
            KafkaAccess kafka,
            LandingDatabase database,
            ConsumerTotals totals) {
        this.settings = settings.relay();
        this.kafka = new RelayKafka.Access(kafka.producer(), kafka.admin());
        this.envelope =
                new DeadLetterEnvelope(
                        settings.pipeline().namespace() + "/" + settings.pipeline().name(),
                        settings.database().schema(),
                        settings.kafka().groupId(),
                        kafka.owner());
        this.database = database;
        this.totals = totals;
        this.loop = new BackgroundLoop("dead-letter-relay", Duration.ZERO, CLOSE, this::turn);
    }

    /** Begins to publish, if that is wanted. */
    public static DeadLetterRelay start(
            ConsumerSettings settings,
            KafkaAccess kafka,
            LandingDatabase database,
            ConsumerTotals totals) {
        var relay = new DeadLetterRelay(settings, kafka, database, totals);
        if (settings.relay().enabled()) {
            relay.loop.start();
        } else {
            totals.unpublished(0, Duration.ZERO);
        }
        return relay;
    }

    /** Ends after the batch in flight, or breaks it off if that takes too long. */
    @Override
    public void close() {
        loop.close();
    }

    private Duration turn() throws InterruptedException {
        try {
            Duration wait = look();
            failures = 0;
            away = false;
            return wait;
        } catch (RuntimeException e) {
            note(LandingFailure.of(e));
            return settings.pollInterval().plus(backoff.wait(failures++));
        }
    }

    /** Works if there is work and nobody else is at it; answers when to look again. */
    private Duration look() throws InterruptedException {
        boolean work =
                database.transaction(tx -> {
                    sample(tx);
                    return !table.waiting(tx).isEmpty();
                });
        return !work || database.alone(this::session) ? settings.pollInterval() : ELSEWHERE;
    }

    /** Publishes until there has been nothing to publish for a while; false if another does. */
    private boolean session(DSLContext dsl) throws InterruptedException {
        if (!table.lock(dsl)) {
            return false;
        }
        try (var clients = new RelayKafka(kafka)) {
            long workedNs = System.nanoTime();
            while (!loop.isClosing() && System.nanoTime() - workedNs < IDLE.toNanos()) {
                sample(dsl);
                List<SourceTopic> waiting = table.waiting(dsl);
                if (!waiting.isEmpty()) {
                    workedNs = System.nanoTime();
                }
                if (!turns(dsl, clients, waiting)) {
                    loop.rest(settings.pollInterval());
                }
            }
        }
        return true;
    }

    /** Gives each topic a turn; true if one of them may have more to do at once. */
    private boolean turns(DSLContext dsl, RelayKafka clients, List<SourceTopic> waiting)
            throws InterruptedException {
        boolean more = false;
        for (SourceTopic topic : waiting) {
            if (!loop.isClosing()) {
                more |=
                        topics.computeIfAbsent(
                                        topic.ref(),
                                        _ -> new TopicRelay(topic, envelope, settings, totals))
                                .turn(dsl, clients);
            }
        }
        return more;
    }

    private void sample(DSLContext dsl) {
        if (System.nanoTime() - sampledNs >= SAMPLE.toNanos()) {
            Backlog backlog = table.backlog(dsl);
            totals.unpublished(backlog.letters(), backlog.oldestAge());
            sampledNs = System.nanoTime();
        }
    }

    private void note(LandingFailure failure) {
        if (!away) {
            away = true;
            LOGGER.atWarn()
                    .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                    .addKeyValue(LogKey.REASON, failure.message())
                    .log("dead letters cannot be published for now");
        }
    }
}
