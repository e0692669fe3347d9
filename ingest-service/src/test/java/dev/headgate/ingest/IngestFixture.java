// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Settings and topics for tests of the service. */
final class IngestFixture {

    private IngestFixture() {}

    /** Settings of a service on free ports with one topic for all types. */
    static Map<String, String> settings(String bootstrapServers, String topic) {
        var settings = new TreeMap<String, String>();
        settings.put("ingest.pipeline.name", "orders");
        settings.put("ingest.server.host", "127.0.0.1");
        settings.put("ingest.server.port", "0");
        settings.put("ingest.server.management-port", "0");
        settings.put("ingest.kafka.bootstrap-servers", bootstrapServers);
        settings.put("ingest.topics.0.name", topic);
        settings.put("ingest.topics.0.event-types.0", "*");
        settings.put("ingest.topics.0.partition-by", "Key");
        return settings;
    }

    /** What a file of callers has in place of a key. */
    static String keyHash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Config config(Map<String, String> settings) {
        return Config.builder(ConfigSources.create(settings))
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .build();
    }

    static void createTopics(String bootstrapServers, int partitions, String... names)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(
                            List.of(names).stream()
                                    .map(name -> new NewTopic(name, partitions, (short) 1))
                                    .toList())
                    .all()
                    .get();
        }
    }
}
