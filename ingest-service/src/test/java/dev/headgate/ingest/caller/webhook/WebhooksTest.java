// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.ingest.caller.Refusal;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.WebhookSettings;
import dev.headgate.ingest.setting.WebhookSettings.Signature;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds signatures to the examples that the specification and GitHub publish. */
class WebhooksTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final long SIGNED_AT = 1_614_265_330;
    private static final Map<String, String> HEADERS =
            Map.of(
                    "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    "webhook-timestamp", String.valueOf(SIGNED_AT),
                    "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    private static final String HUB_SECRET = "It's a Secret to Everybody";
    private static final String HUB_BODY = "Hello, World!";
    private static final Map<String, String> HUB_HEADERS =
            Map.of(
                    "X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                    "X-Hub-Signature-256",
                            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");

    @TempDir Path folder;

    private Instant now = Instant.ofEpochSecond(SIGNED_AT);

    @Test
    void believesTheSpecificationsExample() throws IOException {
        Webhook webhook = webhook(Signature.Standard, SECRET);

        assertThat(proves(webhook, HEADERS, BODY)).isTrue();
        assertThat(proves(webhook, HEADERS, BODY + " ")).isFalse();
        assertThat(proves(webhook, with(HEADERS, "webhook-id", "msg_other"), BODY)).isFalse();
        assertThat(proves(webhook, with(HEADERS, "webhook-timestamp", "" + (SIGNED_AT + 1)), BODY))
                .isFalse();
        assertThat(claimed(webhook, HEADERS).id()).isEqualTo("msg_p5jXN8AQM9LWM0D4loKWxJek");
    }

    @Test
    void believesGitHubsExample() throws IOException {
        Webhook webhook = webhook(Signature.GitHub, HUB_SECRET);

        assertThat(proves(webhook, HUB_HEADERS, HUB_BODY)).isTrue();
        assertThat(proves(webhook, HUB_HEADERS, HUB_BODY + " ")).isFalse();
        assertThat(claimed(webhook, HUB_HEADERS).id())
                .isEqualTo("72d3162e-cc78-11e3-81ab-4c9367dc0958");
    }

    @Test
    void believesAnySignatureByAnySecret() throws IOException {
        String other = "whsec_" + "A".repeat(32);
        Webhook webhook = webhook(Signature.Standard, other + "\n\n" + SECRET + "\n");
        String right = HEADERS.getOrDefault("webhook-signature", "");

        assertThat(proves(webhook, HEADERS, BODY)).isTrue();
        for (String signatures : List.of("v1,AAAA v1a,BBBB " + right, right + " v1,AAAA")) {
            assertThat(proves(webhook, with(HEADERS, "webhook-signature", signatures), BODY))
                    .isTrue();
        }
        assertThat(proves(webhook(Signature.Standard, SECRET + "\n" + other), HEADERS, BODY))
                .isTrue();
        assertThat(proves(webhook(Signature.Standard, other), HEADERS, BODY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"300,true", "-300,true", "301,false", "-301,false"})
    void believesOnlyWithinTheTolerance(long seconds, boolean believed) throws IOException {
        Webhook webhook = webhook(Signature.Standard, SECRET);
        now = Instant.ofEpochSecond(SIGNED_AT + seconds);

        assertThat(webhook.claim(headers(HEADERS)) instanceof Webhook.Claim.Signed)
                .isEqualTo(believed);
        if (!believed) {
            assertThat(webhook.claim(headers(HEADERS))).isEqualTo(refused(Refusal.SIGNATURE_TIME));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook-id|''",
                "webhook-id|two words",
                "webhook-timestamp|''",
                "webhook-timestamp|now",
                "webhook-timestamp|9999999999999999999",
                "webhook-signature|''",
                "webhook-signature|v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "webhook-signature|v1,?"
            })
    void refusesWhatIsNotAllThere(String header, String value) throws IOException {
        Webhook webhook = webhook(Signature.Standard, SECRET);

        assertThat(webhook.claim(headers(with(HEADERS, header, value))))
                .isEqualTo(refused(Refusal.SIGNATURE_MISSING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha1=00", "sha256=xx", "757107ea"})
    void refusesAnotherKindOfHubSignature(String value) throws IOException {
        Webhook webhook = webhook(Signature.GitHub, HUB_SECRET);

        assertThat(webhook.claim(headers(with(HUB_HEADERS, "X-Hub-Signature-256", value))))
                .isEqualTo(refused(Refusal.SIGNATURE_MISSING));
    }

    @Test
    void looksAtNoMoreThanTenSignatures() throws IOException {
        Webhook webhook = webhook(Signature.Standard, SECRET);
        String right = HEADERS.getOrDefault("webhook-signature", "");

        assertThat(
                        proves(
                                webhook,
                                with(HEADERS, "webhook-signature", "v1,AAAA ".repeat(10) + right),
                                BODY))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Standard,whsec_c2hvcnQ=,the secret in line 1 has less than 24 bytes",
        "Standard,whsec_?secret?,line 1 is not whsec_ and base64",
        "GitHub,fifteen secrets,the secret in line 1 has less than 16 bytes",
        "GitHub,'',must have 1 to 10 secrets"
    })
    void doesNotStartWithSecretsOfNoUse(Signature signature, String secrets, String reason) {
        assertThatThrownBy(() -> webhook(signature, secrets))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("ingest.webhooks.hook.secrets-file")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("?secret?")
                .hasMessageNotContaining("fifteen");
    }

    private boolean proves(Webhook webhook, Map<String, String> headers, String body) {
        byte[] bytes = (body + "behind").getBytes(UTF_8);
        return webhook.proves(claimed(webhook, headers), bytes, body.length());
    }

    private static Webhook.Claim.Signed claimed(Webhook webhook, Map<String, String> headers) {
        return switch (webhook.claim(headers(headers))) {
            case Webhook.Claim.Signed signed -> signed;
            case Webhook.Claim.Refused(Refusal refusal) -> throw new AssertionError(refusal);
        };
    }

    private static Webhook.Claim refused(Refusal refusal) {
        return new Webhook.Claim.Refused(refusal);
    }

    private Webhook webhook(Signature signature, String secrets) throws IOException {
        Path file = folder.resolve("secrets");
        Files.writeString(file, secrets);
        var settings =
                new WebhookSettings(
                        "hook",
                        signature,
                        file.toString(),
                        "/webhooks/hook",
                        "t",
                        "",
                        "",
                        Duration.ofMinutes(5));
        return Webhooks.create(List.of(settings), () -> now).named("hook").orElseThrow();
    }

    private static ServerRequestHeaders headers(Map<String, String> values) {
        var headers = WritableHeaders.create();
        values.forEach((name, value) -> headers.add(HeaderNames.create(name), value));
        return ServerRequestHeaders.create(headers);
    }

    private static Map<String, String> with(
            Map<String, String> headers, String name, String value) {
        var changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }
}
