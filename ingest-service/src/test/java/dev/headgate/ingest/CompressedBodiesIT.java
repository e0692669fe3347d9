// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import dev.headgate.embedded.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedBodiesIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int BODY_BYTES_MAX = 3 << 20;

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException, IOException {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.limits.body-bytes-max", String.valueOf(BODY_BYTES_MAX));
        settings.put("ingest.limits.event-bytes-max", "102400");
        settings.put("ingest.webhooks.0.name", "pay");
        settings.put("ingest.webhooks.0.event-type", "paid");
        settings.put(
                "ingest.webhooks.0.secrets-file",
                Files.writeString(folder.resolve("pay"), "whsec_" + "MTIzNDU2Nzg5MDEy".repeat(3))
                        .toString());
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource({"gzip,g-1", "GZIP,g-2", "x-gzip,g-3", "zstd,z-1", "identity,i-1"})
    void storesTheDataByteForByte(String coding, String id) throws Exception {
        byte[] body = event(id, "{ \"total\" : 1.50 }");

        HttpResponse<String> answer = post(coding, coded(coding, body));
        HttpResponse<String> chunked =
                send(
                        request(coding)
                                .POST(
                                        BodyPublishers.fromPublisher(
                                                BodyPublishers.ofByteArray(
                                                        coded(coding, event(id + "c", "1"))))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(chunked.statusCode()).as(chunked.body()).isEqualTo(202);
        assertThat(stored(id)).isEqualTo("{ \"total\" : 1.50 }");
        assertThat(stored(id + "c")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void takesABatchThatIsLargeWhenDecompressed(String coding) throws Exception {
        var random = new Random(900);
        var batch = new StringBuilder("[");
        for (int i = 0; i < 900; i++) {
            batch.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"t\",\"data\":{\"number\":%d,\"text\":\"".formatted(i))
                    .append(new BigInteger(8_000, random).toString(16))
                    .append("\"}}");
        }
        byte[] body = batch.append("]").toString().getBytes(UTF_8);

        HttpResponse<String> answer = post(coding, coded(coding, body));

        assertThat(body.length).isGreaterThan(1 << 20).isLessThan(BODY_BYTES_MAX);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void stopsABombOnTheWay(String coding) throws Exception {
        byte[] large = coded(coding, new byte[100 << 20]);
        byte[] dense = coded(coding, " ".repeat(2 << 20).getBytes(UTF_8));

        HttpResponse<String> tooLarge = post(coding, large);
        HttpResponse<String> tooDense = post(coding, dense);

        assertThat(large.length).isLessThan(BODY_BYTES_MAX);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("urn:headgate:problem:body-too-large");
        assertThat(tooDense.statusCode()).isEqualTo(413);
        assertThat(tooDense.body()).contains("at most 100 times its compressed bytes");
        assertThat(decompressed(coding)).isLessThan(20 << 20);
        await().untilAsserted(() -> assertThat(service.counts().inFlightBytes()).isZero());
    }

    @Test
    void stopsWhatIsTooLongAlthoughItIsCompressed() throws Exception {
        var random = new Random(7);
        byte[] noise = new byte[BODY_BYTES_MAX + 200_000];
        random.nextBytes(noise);

        HttpResponse<String> answer = post("gzip", coded("gzip", noise));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void namesADamagedStream(String coding) throws Exception {
        byte[] cut = coded(coding, event("cut", "{\"a\":1}"));

        HttpResponse<String> answer = post(coding, Arrays.copyOf(cut, cut.length - 2));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("urn:headgate:problem:malformed-encoding")
                .contains("the body is not " + coding);
        await().untilAsserted(() -> assertThat(service.counts().inFlightBytes()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, zstd", "zstd,gzip", "gzip, identity"})
    void saysWhichEncodingsAreTaken(String coding) throws Exception {
        HttpResponse<String> answer = post(coding, event("no", "1"));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Encoding")).contains("gzip, zstd, identity");
        assertThat(answer.body())
                .contains("send gzip, zstd or identity as the only Content-Encoding");
    }

    @Test
    void takesCompressedBodiesAlsoInTheOtherForm() throws Exception {
        byte[] body =
                "{\"id\":\"r-1\",\"event_type\":\"t\",\"user_id\":\"u\",\"payload\":{}}"
                        .getBytes(UTF_8);

        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(uri("/register_event"))
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(coded("gzip", body))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(stored("r-1")).isEqualTo("{}");
    }

    @Test
    void takesNoCompressedWebhook() throws Exception {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(uri("/v1/webhooks/pay"))
                                .header("Content-Encoding", "gzip")
                                .header("webhook-id", "w-1")
                                .header(
                                        "webhook-timestamp",
                                        String.valueOf(System.currentTimeMillis() / 1000))
                                .header("webhook-signature", "v1,YWJj")
                                .POST(BodyPublishers.ofByteArray(coded("gzip", event("w", "1")))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Encoding")).contains("identity");
    }

    private static byte[] event(String id, String data) {
        return "{\"id\":\"%s\",\"type\":\"t\",\"data\":%s}".formatted(id, data).getBytes(UTF_8);
    }

    private static byte[] coded(String coding, byte[] body) throws IOException {
        if (coding.equals("identity")) {
            return body;
        }
        if (coding.equals("zstd")) {
            return Zstd.compress(body);
        }
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }

    private static HttpRequest.Builder request(String coding) {
        return HttpRequest.newBuilder(uri("/v1/events"))
                .timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", coding);
    }

    private static HttpResponse<String> post(String coding, byte[] body)
            throws IOException, InterruptedException {
        return send(request(coding).POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }

    private static double decompressed(String coding) throws IOException, InterruptedException {
        URI metrics =
                URI.create("http://127.0.0.1:" + service.managementPort() + "/observe/metrics");
        String start = "headgate_ingest_decompressed_bytes_total{encoding=\"" + coding + "\"";
        return send(HttpRequest.newBuilder(metrics))
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String stored(String id) {
        return new String(
                StoredRecords.only(kafka.bootstrapServers(), "orders", id).value(), UTF_8);
    }
}
