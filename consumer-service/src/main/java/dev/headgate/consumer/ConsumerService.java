// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.deadletter.LettersEndpoint;
import dev.headgate.consumer.handling.EventHandling;
import dev.headgate.consumer.landing.IdentityHorizon;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.SingleLanding;
import dev.headgate.consumer.poll.HorizonSweeper;
import dev.headgate.consumer.poll.LaneTools;
import dev.headgate.consumer.poll.RunningConsumer;
import dev.headgate.consumer.relay.DeadLetterRelay;
import dev.headgate.consumer.retention.RetentionJob;
import io.helidon.config.Config;
import io.helidon.webserver.WebServer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running consumer service: reads a pipeline's topics and lands their events in PostgreSQL,
 * each once, whatever fails in between. Thread-safe.
 */
public final class ConsumerService {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerService.class);

    /** Connections of the dead letters' API: people must not take the lanes' away. */
    private static final int LETTER_CONNECTIONS = 2;

    private final ConsumerSettings settings;
    private final LandingDatabase database;
    private final LandingDatabase letterDatabase;
    private final RunningConsumer consumer;
    private final HorizonSweeper sweeper;
    private final RetentionJob retention;
    private final DeadLetterRelay relay;
    private final WebServer server;
    private @Nullable DrainReport report;

    private ConsumerService(ConsumerSettings settings, EventHandling handling) {
        this.settings = settings;
        String owner = "consumer-" + UUID.randomUUID().toString().substring(0, 8);
        var totals = new ConsumerTotals(settings.database().connectionsMax());
        database = new LandingDatabase(settings.database(), owner);
        consumer =
                RunningConsumer.start(
                        settings,
                        new RunningConsumer.KafkaAccess(
                                NativeKafkaSettings.consumer(settings, owner),
                                NativeKafkaSettings.classic(settings, owner),
                                NativeKafkaSettings.admin(settings, owner),
                                owner),
                        database,
                        LaneTools.of(settings, database, handling, totals));
        sweeper =
                HorizonSweeper.start(
                        new IdentityHorizon(
                                database, Duration.ofHours(settings.deduplicateHours())));
        retention = RetentionJob.start(database, settings.retention(), totals);
        var telemetry = new TelemetrySource(settings.pipeline(), owner, totals, consumer);
        relay = DeadLetterRelay.start(settings, relayKafka(settings, owner), database, totals);
        var metrics = new ConsumerMetrics(settings.pipeline(), totals, consumer::counts);
        metrics.tell(telemetry);
        letterDatabase =
                new LandingDatabase(
                        settings.database().withConnections(LETTER_CONNECTIONS),
                        owner + "-letters");
        var letters =
                new LettersEndpoint(
                        letterDatabase,
                        new SingleLanding(settings.deduplicate(), handling),
                        settings.letterAccess().tokenFile());
        server = startServer(metrics, telemetry, letters);
    }

    /**
     * Starts the service; it needs neither Kafka nor PostgreSQL to be up yet, and says in its
     * readiness what it waits for.
     *
     * @param config root configuration
     * @throws SettingsException if the settings cannot be worked with
     */
    public static ConsumerService start(Config config) {
        ConsumerSettings settings = ConsumerSettings.create(config);
        var service = new ConsumerService(settings, EventHandling.of(settings.handler()));
        LOGGER.atInfo()
                .addKeyValue(
                        LogKey.PIPELINE,
                        settings.pipeline().namespace() + "/" + settings.pipeline().name())
                .addKeyValue("settings", settings)
                .log("consumer service started");
        return service;
    }

    /** Port of health and metrics. */
    public int managementPort() {
        return server.port();
    }

    /** What was done and what waits. */
    public ConsumerCounts counts() {
        return consumer.counts();
    }

    /** Why it does not count as ready; empty if it does. */
    public List<String> problems() {
        return consumer.problems();
    }

    /**
     * Stops gracefully: settles what is fetched within the drain timeout, commits, leaves the
     * group. Blocks until that is done; a second call answers the same.
     */
    public synchronized DrainReport stop() {
        if (report == null) {
            report = drain();
            LOGGER.atInfo()
                    .addKeyValue("drained", report)
                    .addKeyValue("counts", consumer.counts())
                    .log("consumer service stopped");
        }
        return report;
    }

    private DrainReport drain() {
        try {
            return consumer.stop(settings.drainTimeout());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new DrainReport(false, 0, 0, Duration.ZERO);
        } finally {
            relay.close();
            sweeper.close();
            retention.close();
            database.close();
            server.stop();
            letterDatabase.close();
        }
    }

    private static DeadLetterRelay.KafkaAccess relayKafka(ConsumerSettings settings, String owner) {
        String client = owner + "-relay";
        return new DeadLetterRelay.KafkaAccess(
                NativeKafkaSettings.producer(settings, client, settings.relay().bytesMax()),
                NativeKafkaSettings.admin(settings, client),
                owner);
    }

    /** A management port that is taken must leave nothing running behind. */
    private WebServer startServer(
            ConsumerMetrics metrics, TelemetrySource telemetry, LettersEndpoint letters) {
        try {
            return ManagementServer.start(
                    settings.server(), consumer, metrics.registry(), telemetry, letters);
        } catch (RuntimeException e) {
            stopQuietly();
            throw e;
        }
    }

    private void stopQuietly() {
        try {
            consumer.stop(Duration.ZERO);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        relay.close();
        sweeper.close();
        retention.close();
        database.close();
        letterDatabase.close();
    }
}
