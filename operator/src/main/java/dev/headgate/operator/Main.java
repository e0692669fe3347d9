// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

import dev.headgate.operator.setting.InvalidSettings;
import dev.headgate.operator.setting.OperatorSettings;
import io.fabric8.kubernetes.client.Config;
import io.helidon.config.ConfigException;
import io.helidon.logging.common.LogConfig;
import io.javaoperatorsdk.operator.OperatorException;
import java.util.concurrent.CompletableFuture;

/** Starts the operator as a process of its own; SIGTERM ends it in good order. */
public final class Main {

    private static final int CANNOT_START = 2;
    private static final int BROKEN = 1;

    private Main() {}

    /**
     * Runs until the process is told to end.
     *
     * @param arguments {@code --config FILE} with the settings, or {@code --help}
     */
    public static void main(String[] arguments) {
        LogConfig.configureRuntime();
        try {
            switch (StartArguments.parse(arguments)) {
                case StartArguments.Help _ -> System.out.print(StartArguments.USAGE);
                case StartArguments.Run run ->
                        serve(OperatorSettings.create(run.config(), System.getenv()));
            }
        } catch (InvalidSettings | StartFailure e) {
            fail(String.valueOf(e.getMessage()));
        } catch (ConfigException | IllegalStateException | OperatorException e) {
            fail("cannot start: " + OperatorService.reason(e));
        }
    }

    private static void serve(OperatorSettings settings) {
        var broken = new CompletableFuture<String>();
        var service = OperatorService.start(settings, Config.autoConfigure(null), broken::complete);
        // Helidon's own hook: it keeps the log open until the service has stopped.
        io.helidon.Main.addShutdownHandler(service::stop);
        System.err.printf("operator: health and metrics on port %d%n", service.port());
        String reason = broken.join();
        System.err.println("headgate operator: " + reason);
        // At once and without hooks: who has lost the lease must not go on with anything.
        Runtime.getRuntime().halt(BROKEN);
    }

    private static void fail(String sentence) {
        System.err.println("headgate operator: " + sentence);
        System.exit(CANNOT_START);
    }
}
