// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import io.helidon.config.Config;
import io.helidon.logging.common.LogConfig;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Starts the consumer service as a process of its own; SIGTERM drains it. */
public final class Main {

    private static final int USAGE = 2;

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
            ConsumerSettings settings = ConsumerSettings.create(config);
            new Prerequisites(settings, System.err).await();
            serve(config, settings.pipeline());
        } catch (StartException | SettingsException e) {
            System.err.println("headgate consumer: " + e.getMessage());
            System.exit(USAGE);
        } catch (RuntimeException e) {
            System.err.println("headgate consumer: cannot start: " + reason(e));
            System.exit(USAGE);
        }
    }

    private static void serve(Config config, ConsumerSettings.PipelineId pipeline)
            throws InterruptedException {
        var started = new CompletableFuture<ConsumerService>();
        var ended = new CountDownLatch(1);
        // Before the start: its lanes are at work before it is through, and end in good order too.
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("drain")
                                .unstarted(() -> {
                                    drain(started);
                                    ended.countDown();
                                }));
        try {
            started.complete(ConsumerService.start(config));
        } finally {
            // Of no effect unless the start failed: then there is nothing to drain.
            started.cancel(false);
        }
        System.err.printf(
                "consumer of %s/%s: health and metrics on port %d%n",
                pipeline.namespace(), pipeline.name(), started.join().managementPort());
        ended.await();
    }

    private static void drain(CompletableFuture<ConsumerService> started) {
        try {
            System.err.println(sentence(started.join().stop()));
        } catch (CancellationException _) {
            // The start failed, and says so itself.
        }
    }

    private static String sentence(DrainReport report) {
        return "drained %d records of %d partitions in %d ms%s"
                .formatted(
                        report.records(),
                        report.partitions(),
                        report.took().toMillis(),
                        report.complete()
                                ? ""
                                : "; what was not settled is read again at the next start");
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
