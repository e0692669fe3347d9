// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.FreePorts;
import dev.headgate.embedded.KafkaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker and a PostgreSQL in processes of their own, to be killed, frozen and started again. All
 * fault tests share them; each gets them whole.
 */
record FaultServers(KafkaProcess kafka, EmbeddedPostgres postgres) implements AutoCloseable {

    /** Undoes what a test that failed half-way has left. */
    FaultServers mended() {
        if (FreePorts.isFree(kafkaPort())) {
            kafka.restart();
        } else {
            kafka.thaw();
        }
        if (FreePorts.isFree(postgres.port())) {
            postgres.restart();
        }
        return this;
    }

    private int kafkaPort() {
        return URI.create("kafka://" + kafka.bootstrapServers()).getPort();
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }

    /** Gives tests what they take as parameters: the servers, and a log of their own. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == FaultServers.class || type == FaultLog.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            if (parameter.getParameter().getType() == FaultLog.class) {
                return FaultLog.of(context);
            }
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(FaultServers.class, _ -> start(), FaultServers.class)
                    .mended();
        }

        private static FaultServers start() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target"), "faults");
                return new FaultServers(
                        KafkaProcess.start(folder.resolve("kafka")),
                        EmbeddedPostgres.start(folder.resolve("postgres"), 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
