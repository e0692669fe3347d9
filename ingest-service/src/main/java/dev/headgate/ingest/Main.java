// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import dev.headgate.ingest.setting.InvalidSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.logging.common.LogConfig;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Starts the ingest service as a process of its own; SIGTERM drains it, and ends it with 0. */
public final class Main {

    private static final int CANNOT_START = 2;

    private Main() {}

    /**
     * Runs until the process is told to end.
     *
     * @param arguments {@code --pipeline FILE} to render the settings from a pipeline file and the
     *     environment's connections, or {@code --config FILE} with the settings themselves
     */
    public static void main(String[] arguments) throws InterruptedException {
        LogConfig.configureRuntime();
        try {
            Config config = StartArguments.parse(arguments, System.getenv()).config();
            serve(config);
        } catch (InvalidSettings | StartFailure e) {
            fail(String.valueOf(e.getMessage()));
        } catch (ConfigException | IllegalStateException | UncheckedIOException e) {
            fail("cannot start: " + reason(e));
        }
    }

    private static void serve(Config config) throws InterruptedException {
        var started = new CompletableFuture<IngestService>();
        var ended = new CountDownLatch(1);
        // Before the start: it answers requests before it is through, and owes them an answer.
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("drain")
                                .unstarted(() -> {
                                    drain(started);
                                    ended.countDown();
                                }));
        try {
            started.complete(IngestService.start(config));
        } finally {
            // Of no effect unless the start failed: then there is nothing to drain.
            started.cancel(false);
        }
        IngestService service = started.join();
        System.err.printf(
                "ingest: events on port %d, health and metrics on port %d%s%n",
                service.port(),
                service.managementPort(),
                service.isReady() ? "" : "; waiting for topics");
        ended.await();
    }

    private static void drain(CompletableFuture<IngestService> started) {
        DrainReport report;
        try {
            report = started.join().stop();
        } catch (CancellationException _) {
            // The start failed, and says so itself.
            return;
        }
        System.err.println(sentence(report));
        if (report.cut() == 0) {
            // Left to itself, Java would end with 143, which means cut off.
            Runtime.getRuntime().halt(0);
        }
    }

    private static String sentence(DrainReport report) {
        return "drained in %d ms: %d requests answered while draining, %d cut; %d events accepted in all"
                .formatted(
                        report.took().toMillis(),
                        report.answeredWhileDraining(),
                        report.cut(),
                        report.counts().accepted());
    }

    private static void fail(String sentence) {
        System.err.println("headgate ingest: " + sentence);
        System.exit(CANNOT_START);
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
