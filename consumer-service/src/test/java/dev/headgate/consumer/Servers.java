// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Kafka and one PostgreSQL for all tests that do not hurt them; started when first asked for.
 */
record Servers(EmbeddedKafka kafka, EmbeddedPostgres postgres) implements AutoCloseable {

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }

    /** Gives the servers to tests that take them as a parameter. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Servers.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(Servers.class, _ -> start(), Servers.class);
        }

        private static Servers start() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target"), "servers");
                return new Servers(
                        EmbeddedKafka.start(folder.resolve("kafka"), 0),
                        EmbeddedPostgres.start(folder.resolve("postgres"), 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
