// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Who takes part in the comparison with Helidon's messaging connector. */
enum Contender {
    /** The connector as it comes: its thread does all, its channel ends at an exception. */
    DEFAULTS("connector, as it comes"),
    /** The connector with the best that its settings and the code around it can give. */
    BEST("connector, at its best"),
    /** The consumer service. */
    OWN("our loop");

    private static final String SESSION_MILLIS = "6000";
    private static final String BYTES = ByteArraySerializer.class.getName();

    private final String heading;

    Contender(String heading) {
        this.heading = heading;
    }

    /** A consumer at work. */
    interface Running extends AutoCloseable {

        /** Rows that were new in the table. */
        long landed();

        /** Whether it has ended by itself. */
        boolean ended();

        /** Stops in good order. */
        @Override
        void close();
    }

    /**
     * One start.
     *
     * @param batch rows in a transaction, at most
     * @param objects whether the connector's deserialiser refuses what is no JSON
     * @param settings of the consumer service; the connector takes from them what it knows
     */
    record Start(int batch, boolean objects, Map<String, String> settings) {}

    String heading() {
        return heading;
    }

    Running start(Start start) {
        return switch (this) {
            case DEFAULTS -> new MessagingConsumer(start.settings(), defaults(start));
            case BEST -> new MessagingConsumer(start.settings(), best(start));
            case OWN -> own(start);
        };
    }

    /** The same in a process of its own, which {@code kill -9} can hit. */
    Process process(Start start, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "contender", ".properties");
        var properties = new Properties();
        properties.putAll(start.settings());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ContenderProcess.class.getName(),
                        name(),
                        Integer.toString(start.batch()),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("contender.log").toFile())
                .start();
    }

    /** One by one on the connector's thread; in batches that is not possible without lanes. */
    private static MessagingConsumer.Setup defaults(Start start) {
        return new MessagingConsumer.Setup(
                start.batch() > 1,
                start.batch(),
                start.objects(),
                Map.of("session.timeout.ms", SESSION_MILLIS));
    }

    /** The builder's own method for the dead-letter topic sets a key that nothing reads. */
    private static MessagingConsumer.Setup best(Start start) {
        return new MessagingConsumer.Setup(
                true,
                start.batch(),
                start.objects(),
                Map.of(
                        "period.executions",
                        "1",
                        "max.poll.records",
                        "5000",
                        "group.protocol",
                        "consumer",
                        "nack-dlq.topic",
                        "dlq." + start.settings().get("consumer.topics.0.name"),
                        "nack-dlq.key.serializer",
                        BYTES,
                        "nack-dlq.value.serializer",
                        BYTES));
    }

    private static Running own(Start start) {
        var settings = new TreeMap<>(start.settings());
        settings.put("consumer.batch.records-max", Integer.toString(start.batch()));
        return new Own(ConsumerService.start(Config.just(ConfigSources.create(settings))));
    }

    /** The service; it does not end by itself. */
    private record Own(ConsumerService service) implements Running {

        @Override
        public long landed() {
            return service.counts().rows();
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void close() {
            var _ = service.stop();
        }
    }
}
