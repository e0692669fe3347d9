// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import io.helidon.config.Config;
import io.helidon.logging.common.LogConfig;
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
            ConsumerService service = ConsumerService.start(config);
            System.err.printf(
                    "consumer of %s/%s: health and metrics on port %d%n",
                    settings.pipeline().namespace(),
                    settings.pipeline().name(),
                    service.managementPort());
            serve(service);
        } catch (StartException | SettingsException e) {
            System.err.println("headgate consumer: " + e.getMessage());
            System.exit(USAGE);
        } catch (RuntimeException e) {
            System.err.println("headgate consumer: cannot start: " + reason(e));
            System.exit(USAGE);
        }
    }

    private static void serve(ConsumerService service) throws InterruptedException {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("drain")
                                .unstarted(() -> {
                                    DrainReport report = service.stop();
                                    System.err.println(sentence(report));
                                    ended.countDown();
                                }));
        ended.await();
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
