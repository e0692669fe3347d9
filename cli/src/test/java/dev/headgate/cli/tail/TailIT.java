// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.cli.run.Execution;
import dev.headgate.cli.run.HeadgateProcess;
import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.embedded.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a real Kafka. */
class TailIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIPELINE =
            """
            apiVersion: headgate.dev/v1alpha1
            kind: IngestionPipeline
            metadata:
              name: shop
            spec:
              topics:
                - name: orders
                  eventTypes: ["order.*"]
                - name: everything
            """;

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static KafkaProducer<byte[], byte[]> producer;
    private static String file;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        Map<String, Object> servers = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(servers)) {
            List<NewTopic> topics =
                    List.of("orders", "everything", "dlq.orders", "dlq.everything").stream()
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList();
            admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
        }
        producer =
                new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer());
        file = Files.writeString(folder.resolve("shop.yaml"), PIPELINE).toString();
        send("orders", "o1", "order.created", "ada", "{\"total\": 42}");
        send("orders", "o2", "order.paid", "bob", "{\"total\": 7}");
        send("orders", "o3", "order.created", "bob", "{\"note\": \"\033[2J\"}");
        send("everything", "c1", "button.clicked", "ada", "{}");
        send(
                "dlq.orders",
                "o4",
                "order.created",
                "ada",
                "{\"total\"",
                header("__connect.errors.exception.class.name", "InvalidJson"),
                header("__connect.errors.exception.message", "ends too early"));
    }

    @AfterAll
    static void stopKafka() {
        producer.close(Duration.ZERO);
        kafka.close();
    }

    @Test
    void showsWhatCameIntoTheTopicsOfAFile() throws Exception {
        List<JsonNode> seen = json("--limit", "4");

        assertThat(seen.stream().map(event -> event.get("id").asText()))
                .containsExactlyInAnyOrder("o1", "o2", "o3", "c1");
        assertThat(seen)
                .anySatisfy(event -> {
                    assertThat(event.get("topic").asText()).isEqualTo("orders");
                    assertThat(event.get("type").asText()).isEqualTo("order.created");
                    assertThat(event.get("key").asText()).isEqualTo("ada");
                    assertThat(event.get("data").get("total").asInt()).isEqualTo(42);
                });
    }

    @Test
    void showsOnlyTheWantedTypeKeyAndTopic() throws Exception {
        assertThat(json("--limit", "1", "--type", "order.created", "--key", "bob"))
                .first()
                .satisfies(event -> assertThat(event.get("id").asText()).isEqualTo("o3"));
        assertThat(json("--limit", "1", "--topic", "everything"))
                .first()
                .satisfies(event -> assertThat(event.get("id").asText()).isEqualTo("c1"));
    }

    @Test
    void showsDeadLettersAndWhyTheyAre() {
        Execution tail = tail(file, "--dead-letters", "--limit", "1", "--since", "1h");

        assertThat(tail.exitCode()).as(tail.err()).isZero();
        assertThat(tail.out()).contains("order.created ada InvalidJson: ends too early {\"total\"");
        assertThat(tail.err()).contains("1 shown of 1 that matched, of 1 read");
    }

    @Test
    void showsNoControlCharacters() {
        Execution tail = tail(file, "--key", "bob", "--limit", "2", "--since", "1h");

        assertThat(tail.out()).contains("\\u{1b}[2J").doesNotContain("\033");
    }

    @Test
    void saysInOneSentenceWhatIsMissing() {
        assertFails(tail("--topic", "nowhere"), 2, "has no topic nowhere.");
        assertFails(tail(file, "--topic", "nowhere"), 2, "The pipeline has no topic nowhere.");
        assertFails(tail(), 2, "Which topics? Give a pipeline file, or --topic.");
        assertFails(tail(file, "--rate", "0"), 2, "--rate must be 1 to 10000.");
        String away = "127.0.0.1:" + FreePorts.next();
        assertFails(
                Execution.of("tail", "--topic", "orders", "--bootstrap-servers", away),
                1,
                "Kafka at " + away + " does not answer.");
    }

    @Test
    void showsWhatComesFromNowOnAndSumsUpWhenItIsEnded() throws Exception {
        try (var tail =
                HeadgateProcess.start(
                        folder,
                        "tail",
                        "--topic",
                        "everything",
                        "--type",
                        "live.*",
                        "--kafka",
                        kafka.bootstrapServers())) {
            await().atMost(PATIENCE)
                    .until(() -> {
                        send("everything", "l1", "live.event", "ada", "{\"live\": true}");
                        return tail.out().contains("live.event ada {\"live\": true}");
                    });
            assertThat(tail.out()).doesNotContain("button.clicked");
            assertThat(tail.terminate()).isEqualTo(143);
            assertThat(tail.err()).contains(" shown of ");
        }
    }

    private static void assertFails(Execution tail, int exitCode, String sentence) {
        assertThat(tail.exitCode()).isEqualTo(exitCode);
        assertThat(tail.err().lines()).hasSize(1).first().asString().endsWith(sentence);
    }

    private static List<JsonNode> json(String... options) throws Exception {
        var arguments = new ArrayList<>(List.of(file, "--json", "--since", "1h"));
        arguments.addAll(Arrays.asList(options));
        Execution tail = tail(arguments.toArray(String[]::new));
        assertThat(tail.exitCode()).as(tail.err()).isZero();
        var events = new ArrayList<JsonNode>();
        for (String line : tail.out().lines().toList()) {
            events.add(JSON.readTree(line));
        }
        return events;
    }

    private static Execution tail(String... options) {
        var arguments = new ArrayList<>(List.of("tail", "--kafka", kafka.bootstrapServers()));
        arguments.addAll(Arrays.asList(options));
        return Execution.of(arguments.toArray(String[]::new));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static void send(
            String topic, String id, String type, String key, String data, Header... more)
            throws Exception {
        var headers = new ArrayList<>(Arrays.asList(more));
        new EventEnvelope(id, type, "/test", null, key, EventEnvelope.JSON)
                .toHeaders()
                .forEach(field -> headers.add(new RecordHeader(field.name(), field.value())));
        producer.send(
                        new ProducerRecord<>(
                                topic, null, key.getBytes(UTF_8), data.getBytes(UTF_8), headers))
                .get(60, TimeUnit.SECONDS);
    }
}
