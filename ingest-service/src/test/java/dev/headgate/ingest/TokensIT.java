// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static dev.headgate.ingest.caller.token.TokenIssuer.AUDIENCE;
import static dev.headgate.ingest.caller.token.TokenIssuer.ISSUER;
import static dev.headgate.ingest.caller.token.TokenIssuer.claims;
import static dev.headgate.ingest.caller.token.TokenIssuer.set;
import static dev.headgate.ingest.caller.token.TokenIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.ingest.caller.token.KeyServer;
import dev.headgate.ingest.caller.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that takes the tokens of an issuer, whose keys are at a URL. */
class TokensIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ECKey FIRST = TokenIssuer.ec("k1");
    private static final RSAKey LASTING = TokenIssuer.rsa("r1");

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static KeyServer issuer;
    private static IngestService service;

    @BeforeAll
    static void start() throws Exception {
        issuer = KeyServer.start(folder, set(FIRST, LASTING));
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Path callers =
                Files.writeString(
                        folder.resolve("callers.yaml"),
                        "callers: [{name: shop, subject: shop-1, event-types: ['order.*']}]");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.callers.file", callers.toString());
        settings.put("ingest.callers.jwt.issuer", ISSUER);
        settings.put("ingest.callers.jwt.audience", AUDIENCE);
        settings.put("ingest.callers.jwt.jwks-url", issuer.url("/keys"));
        settings.put("ingest.callers.jwt.jwks-trust-file", issuer.certificate().toString());
        settings.put("ingest.callers.jwt.jwks-refresh", "PT10S");
        settings.put("ingest.callers.jwt.jwks-timeout", "PT1M");
        service = IngestService.start(IngestFixture.config(settings));
        awaiting().until(() -> post(lasting("start"), "order.a").statusCode() == 401);
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
        issuer.close();
    }

    @Test
    void knowsAListedCallerByHisToken() throws Exception {
        HttpResponse<String> answer = post(lasting("shop-1"), "order.created");
        HttpResponse<String> other = post(lasting("shop-1"), "login");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(StoredRecords.of(kafka.bootstrapServers(), "orders"))
                .anySatisfy(record ->
                        assertThat(StoredRecords.headers(record))
                                .contains("ce_source=shop", "ce_type=order.created"));
        assertThat(other.statusCode()).isEqualTo(403);
    }

    @Test
    void tellsNobodyWhatIsWrongWithHisToken() throws Exception {
        Instant now = Instant.now();
        var confused =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build(),
                        claims("shop-1", now).build());
        confused.sign(new MACSigner(LASTING.toRSAPublicKey().getEncoded()));
        String good = lasting("shop-1");
        String changed = good.substring(0, good.length() - 6) + "AAAAAA";
        String early =
                signed(claims("shop-1", now).notBeforeTime(Date.from(now.plusSeconds(3_600))));
        Map<String, String> tokens =
                Map.of(
                        "token-algorithm", confused.serialize(),
                        "token-malformed", new PlainJWT(claims("shop-1", now).build()).serialize(),
                        "token-signature", changed,
                        "token-issuer", signed(claims("shop-1", now).issuer("https://other")),
                        "token-audience", signed(claims("shop-1", now).audience("other")),
                        "token-expired", signed(claims("shop-1", now.minusSeconds(3_600))),
                        "token-early", early,
                        "token-unlisted", lasting("shop"));
        var bodies = new ArrayList<String>();

        for (Map.Entry<String, String> each : tokens.entrySet()) {
            HttpResponse<String> answer = post(each.getValue(), "order.a");
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"headgate\", error=\"invalid_token\"");
            bodies.add(answer.body());
        }

        assertThat(bodies).hasSize(8).containsOnly(bodies.getFirst());
        assertThat(post("a.b." + "c".repeat(9_000), "order.a").statusCode()).isEqualTo(401);
    }

    @Test
    void followsKeysThatAreExchangedAndKeepsThemWhenTheyCannotBeRead() throws Exception {
        ECKey next = TokenIssuer.ec("k2");
        String before = sign(claims("shop-1", Instant.now()).build(), JWSAlgorithm.ES256, FIRST);
        String after = sign(claims("shop-1", Instant.now()).build(), JWSAlgorithm.ES256, next);
        assertThat(post(before, "order.a").statusCode()).isEqualTo(202);

        issuer.hold();
        issuer.publish(set(next, LASTING));
        awaiting().until(() -> post(after, "order.a").statusCode() == 503);
        HttpResponse<String> meanwhile = post(after, "order.a");
        assertThat(meanwhile.body()).contains("urn:headgate:problem:token-keys-unavailable");
        assertThat(meanwhile.headers().firstValue("Retry-After")).contains("1");
        assertThat(post(before, "order.a").statusCode()).isEqualTo(202);
        issuer.release();
        awaiting().until(() -> post(after, "order.a").statusCode() == 202);
        assertThat(post(before, "order.a").statusCode()).isIn(401, 503);

        issuer.answerWith(500);
        int reads = issuer.reads();
        awaiting().until(() -> issuer.reads() > reads + 1);
        assertThat(post(after, "order.a").statusCode()).isEqualTo(202);
        assertThat(post(before, "order.a").statusCode()).isEqualTo(503);

        issuer.answerWith(200);
        awaiting().until(() -> post(before, "order.a").statusCode() == 401);
        int more = issuer.reads();
        for (int i = 0; i < 50; i++) {
            post(before, "order.a");
        }
        assertThat(issuer.reads()).isLessThanOrEqualTo(more + 1);
    }

    private static ConditionFactory awaiting() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }

    private static String lasting(String subject) {
        return signed(claims(subject, Instant.now()));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return sign(claims.build(), JWSAlgorithm.RS256, LASTING);
    }

    private static HttpResponse<String> post(String token, String type)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(service.port(), "/v1/events"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"type\":\"%s\",\"data\":1}".formatted(type)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
