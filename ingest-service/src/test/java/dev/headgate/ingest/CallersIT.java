// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that knows its callers. */
class CallersIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SHOP_KEY = "hgk_shop_0123456789abcdef";
    private static final String SLOW_KEY = "hgk_slow_0123456789abcdef";
    private static final String LATE_KEY = "hgk_late_0123456789abcdef";
    private static final String PAY_SECRET = "pay secret 0123456789abcdef";
    private static final String HUB_SECRET = "hub secret 0123456789abcdef";
    private static final List<String> SECRETS =
            List.of(SHOP_KEY, SLOW_KEY, LATE_KEY, PAY_SECRET, HUB_SECRET);
    private static final Logger ROOT = Logger.getLogger("");
    private static final Log LOG = new Log();

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;
    private static Path callers;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException, IOException {
        ROOT.addHandler(LOG);
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        callers = folder.resolve("callers.yaml");
        write("");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.callers.file", callers.toString());
        settings.put("ingest.callers.reload-interval", "PT0.1S");
        webhooks(settings);
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
        ROOT.removeHandler(LOG);
    }

    @Test
    void letsNobodyInWhoIsNotKnown() throws Exception {
        HttpResponse<String> without = send(request(event("u-1", "order.a")));
        HttpResponse<String> wrong = post("hgk_guessed", event("u-2", "order.a"));

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"headgate\"");
        assertThat(without.body()).contains("urn:headgate:problem:unauthenticated");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"headgate\", error=\"invalid_token\"");
        assertThat(stored()).doesNotContain("u-1", "u-2");
        assertThat(metrics())
                .contains("headgate_ingest_caller_refusals_total{reason=\"missing\"")
                .contains("headgate_ingest_requests_total{outcome=\"unauthenticated\"");
    }

    @Test
    void readsNoLargeBodyOfOneWhoIsNotKnown() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            RawHttp.Answer answer =
                    connection.exchange(
                            RawHttp.message(
                                    "POST /v1/events HTTP/1.1\r\nContent-Length: 1000000\r\nHost: t\r\n\r\n",
                                    new byte[0]));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.closes()).isTrue();
        }
    }

    @Test
    void writesTheCallerAsTheSource() throws Exception {
        HttpResponse<String> answer = post(SHOP_KEY, event("s-1", "order.created"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(headersOf("s-1")).contains("ce_source=shop");
    }

    @Test
    void refusesTypesThatTheCallerMayNotPost() throws Exception {
        HttpResponse<String> single = post(SHOP_KEY, event("f-1", "login"));
        HttpResponse<String> some =
                post(SHOP_KEY, "[" + event("f-2", "order.b") + "," + event("f-3", "login") + "]");
        HttpResponse<String> all = post(SHOP_KEY, "[" + event("f-4", "login") + "]");

        assertThat(single.statusCode()).isEqualTo(403);
        assertThat(single.body())
                .contains("urn:headgate:problem:event-type-not-allowed")
                .contains("\"pointer\":\"/type\"");
        assertThat(some.statusCode()).isEqualTo(207);
        assertThat(some.body())
                .contains("\"index\":1,\"id\":\"f-3\",\"status\":\"invalid\",")
                .contains("\"code\":\"event-type-not-allowed\"");
        assertThat(all.statusCode()).isEqualTo(403);
        assertThat(stored()).contains("f-2").doesNotContain("f-1", "f-3", "f-4");
    }

    @Test
    void takesAllOfARequestOrNothingWhenThereIsTooMuch() throws Exception {
        HttpResponse<String> first = post(SLOW_KEY, events("q-", 60));
        HttpResponse<String> second = post(SLOW_KEY, events("r-", 2));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(30L, 60L);
        assertThat(second.body())
                .contains("urn:headgate:problem:quota-exceeded")
                .contains("more than 1 events per second");
        assertThat(stored()).contains("q-0", "q-59").doesNotContain("r-0", "r-1");
    }

    @Test
    void knowsANewCallerWithoutARestart() throws Exception {
        assertThat(post(LATE_KEY, event("l-1", "t")).statusCode()).isEqualTo(401);

        write(
                "  - {name: late, keys: [{sha256: %s}]}\n"
                        .formatted(IngestFixture.keyHash(LATE_KEY)));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> post(LATE_KEY, event("l-2", "t")).statusCode() == 202);

        Files.writeString(callers, "callers: [{");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> LOG.lines.stream().anyMatch(line -> line.contains("cannot be used")));
        assertThat(post(LATE_KEY, event("l-3", "t")).statusCode()).isEqualTo(202);
        assertThat(headersOf("l-3")).contains("ce_source=late");
        assertThat(metrics()).contains("headgate_ingest_stale_files");
    }

    @Test
    void takesASignedWebhookByteForByte() throws Exception {
        String body = "{ \"type\" : \"order.paid\" , \"total\":1.50 }\n";
        String now = String.valueOf(Instant.now().getEpochSecond());
        String signature = "v1," + signed("w-1." + now + "." + body, PAY_SECRET);

        HttpResponse<String> answer = send(webhook("pay", "w-1", now, signature, body));
        HttpResponse<String> changed = send(webhook("pay", "w-2", now, signature, body));
        HttpResponse<String> old = send(webhook("pay", "w-1", "1614265330", signature, body));
        HttpResponse<String> other = send(webhook("nobody", "w-1", now, signature, body));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(headersOf("w-1")).contains("ce_source=pay.example", "ce_type=pay.order.paid");
        assertThat(new String(recordOf("w-1").value(), UTF_8)).isEqualTo(body);
        assertThat(changed.statusCode()).isEqualTo(401);
        assertThat(changed.headers().firstValue("WWW-Authenticate"))
                .contains("HMAC-SHA256 realm=\"headgate\"");
        assertThat(changed.body()).contains("the webhook's signature is wrong");
        assertThat(old.body()).contains("too far from now");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(stored()).doesNotContain("w-2");
    }

    @Test
    void takesGitHubsDeliveries() throws Exception {
        String body = "{\"zen\":\"Design for failure.\"}";
        byte[] mac = Base64.getDecoder().decode(signed(body, HUB_SECRET));

        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(uri(service.port(), "/v1/webhooks/github"))
                                .header("Content-Type", "application/json")
                                .header("X-GitHub-Event", "push")
                                .header("X-GitHub-Delivery", "g-1")
                                .header(
                                        "X-Hub-Signature-256",
                                        "sha256=" + HexFormat.of().formatHex(mac))
                                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(headersOf("g-1")).contains("ce_source=/webhooks/github", "ce_type=github.push");
    }

    @Test
    void tellsNoSecretAnywhere() throws Exception {
        post(SHOP_KEY, event("n-1", "order.a"));
        String status = get(service.port(), "/get_status");

        for (String secret : SECRETS) {
            assertThat(LOG.lines).noneMatch(line -> line.contains(secret));
            assertThat(LOG.lines).noneMatch(line -> line.contains(IngestFixture.keyHash(secret)));
            assertThat(metrics() + status)
                    .doesNotContain(secret)
                    .doesNotContain(IngestFixture.keyHash(secret));
        }
        assertThat(LOG.lines).anyMatch(line -> line.contains("ingest started"));
    }

    private static void webhooks(Map<String, String> settings) throws IOException {
        settings.put("ingest.webhooks.0.name", "pay");
        settings.put("ingest.webhooks.0.source", "pay.example");
        settings.put("ingest.webhooks.0.event-type", "pay.");
        settings.put("ingest.webhooks.0.event-type-member", "type");
        settings.put(
                "ingest.webhooks.0.secrets-file",
                Files.writeString(
                                folder.resolve("pay"),
                                "whsec_"
                                        + Base64.getEncoder()
                                                .encodeToString(PAY_SECRET.getBytes(UTF_8)))
                        .toString());
        settings.put("ingest.webhooks.1.name", "github");
        settings.put("ingest.webhooks.1.signature", "GitHub");
        settings.put("ingest.webhooks.1.event-type", "github.");
        settings.put("ingest.webhooks.1.event-type-header", "X-GitHub-Event");
        settings.put(
                "ingest.webhooks.1.secrets-file",
                Files.writeString(folder.resolve("hub"), HUB_SECRET).toString());
    }

    private static HttpRequest.Builder webhook(
            String name, String id, String timestamp, String signature, String body) {
        return HttpRequest.newBuilder(uri(service.port(), "/v1/webhooks/" + name))
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", signature)
                .POST(BodyPublishers.ofString(body));
    }

    private static String signed(String text, String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }

    private static void write(String more) throws IOException {
        Path next = folder.resolve("next.yaml");
        Files.writeString(
                next,
                """
                callers:
                  - name: shop
                    keys: [{sha256: %s}]
                    event-types: ["order.*"]
                  - name: slow
                    keys: [{sha256: %s}]
                    quota: {events-per-second: 1}
                """
                                .formatted(
                                        IngestFixture.keyHash(SHOP_KEY),
                                        IngestFixture.keyHash(SLOW_KEY))
                        + more);
        Files.move(next, callers, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String event(String id, String type) {
        return "{\"id\":\"%s\",\"type\":\"%s\",\"data\":1}".formatted(id, type);
    }

    private static String events(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> event(prefix + i, "t"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static HttpResponse<String> post(String key, String body)
            throws IOException, InterruptedException {
        return send(request(body).header("Authorization", "Bearer " + key));
    }

    private static HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(uri(service.port(), "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String metrics() throws IOException, InterruptedException {
        return get(service.managementPort(), "/observe/metrics");
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(port, path))).body();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static List<String> stored() {
        return StoredRecords.ids(kafka.bootstrapServers(), "orders");
    }

    private static List<String> headersOf(String id) {
        return StoredRecords.headers(recordOf(id));
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(String id) {
        return StoredRecords.only(kafka.bootstrapServers(), "orders", id);
    }

    /** Every line that the service logs. */
    private static final class Log extends Handler {

        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            lines.add(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
