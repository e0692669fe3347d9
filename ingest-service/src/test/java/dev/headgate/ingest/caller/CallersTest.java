// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.ingest.setting.CallerSettings;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.TokenSettings;
import dev.headgate.ingest.setting.TokenSettings.KeySettings;
import dev.headgate.ingest.setting.TokenSettings.Unlisted;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallersTest {

    private static final HeaderName API_KEY = HeaderNames.create("X-Api-Key");
    private static final String KEY = "hgk_old";
    private static final String NEXT_KEY = "hgk_new";

    @TempDir Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private @Nullable TokenReader tokens;
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("callers.yaml");
        write(
                """
                callers:
                  - name: shop
                    keys:
                      - {sha256: %s, expires: 2026-02-01T00:00:00Z}
                      - {sha256: %s}
                    event-types: ["order.*"]
                    quota: {requests-per-second: 1}
                """
                        .formatted(hash(KEY), hash(NEXT_KEY)));
    }

    @Test
    void knowsACallerByEachOfItsKeysInEitherHeader() {
        Callers callers = callers();

        for (String key : new String[] {KEY, NEXT_KEY}) {
            assertThat(caller(callers, HeaderNames.AUTHORIZATION, "Bearer " + key).name())
                    .isEqualTo("shop");
            assertThat(caller(callers, HeaderNames.AUTHORIZATION, "bearer  " + key).name())
                    .isEqualTo("shop");
            assertThat(caller(callers, API_KEY, key).name()).isEqualTo("shop");
        }
        assertThat(caller(callers, API_KEY, KEY).mayPost("order.created")).isTrue();
        assertThat(caller(callers, API_KEY, KEY).mayPost("login")).isFalse();
    }

    @Test
    void refusesAnyOtherCredential() {
        Callers callers = callers();

        assertThat(callers.identify(headers())).isEqualTo(refused(Refusal.MISSING));
        assertThat(identify(callers, API_KEY, "hgk_other")).isEqualTo(refused(Refusal.UNKNOWN));
        assertThat(identify(callers, API_KEY, hash(KEY))).isEqualTo(refused(Refusal.UNKNOWN));
        assertThat(identify(callers, API_KEY, "")).isEqualTo(refused(Refusal.MALFORMED));
        assertThat(identify(callers, HeaderNames.AUTHORIZATION, "Basic " + KEY))
                .isEqualTo(refused(Refusal.MALFORMED));
        assertThat(identify(callers, HeaderNames.AUTHORIZATION, "Bearer "))
                .isEqualTo(refused(Refusal.MALFORMED));
        assertThat(identify(callers, API_KEY, KEY, "hgk_other"))
                .isEqualTo(refused(Refusal.AMBIGUOUS));
    }

    @Test
    void refusesAKeyFromTheMomentItExpires() {
        Callers callers = callers();
        now = Instant.parse("2026-02-01T00:00:00Z");

        assertThat(identify(callers, API_KEY, KEY)).isEqualTo(refused(Refusal.EXPIRED));
        assertThat(caller(callers, API_KEY, NEXT_KEY).name()).isEqualTo("shop");
    }

    @Test
    void takesANewFileInForceAndKeepsWhatIsLeftOfQuotas() throws IOException {
        Callers callers = callers();
        assertThat(caller(callers, API_KEY, KEY).allowance().takeRequest(0)).isNull();

        write(
                """
                callers:
                  - {name: shop, keys: [{sha256: %s}], quota: {requests-per-second: 1}}
                """
                        .formatted(hash(NEXT_KEY)));
        callers.files().getFirst().look();

        assertThat(identify(callers, API_KEY, KEY)).isEqualTo(refused(Refusal.UNKNOWN));
        assertThat(caller(callers, API_KEY, NEXT_KEY).mayPost("login")).isTrue();
        assertThat(caller(callers, API_KEY, NEXT_KEY).allowance().takeRequest(0)).isNotNull();
    }

    @Test
    void keepsTheLastGoodFile() throws IOException {
        Callers callers = callers();
        WatchedFile watched = callers.files().getFirst();

        write("callers: [{name: shop}");
        watched.look();
        assertThat(watched.stale()).isTrue();
        assertThat(caller(callers, API_KEY, KEY).name()).isEqualTo("shop");
        Files.delete(file);
        watched.look();
        assertThat(watched.stale()).isTrue();
        assertThat(caller(callers, API_KEY, KEY).name()).isEqualTo("shop");

        writeFile();
        watched.look();
        assertThat(watched.stale()).isFalse();
    }

    @Test
    void tellsHowManyFilesCannotBeUsed() throws IOException {
        Callers callers = callers();
        try (var watch = new FileWatch(callers.files(), Duration.ofMillis(5))) {
            watch.start();
            assertThat(watch.staleFiles()).isZero();

            write("callers: [{name: shop}");
            await().until(() -> watch.staleFiles() == 1);
            writeFile();
            await().until(() -> watch.staleFiles() == 0);
        }
    }

    @Test
    void seesTheLinkThatKubernetesExchanges() throws IOException {
        Path first = Files.createDirectory(folder.resolve("..first"));
        Path second = Files.createDirectory(folder.resolve("..second"));
        Files.move(file, first.resolve("callers"));
        Files.writeString(second.resolve("callers"), "callers: [{name: other}]");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
        file = Files.createSymbolicLink(folder.resolve("callers"), Path.of("..data", "callers"));
        Callers callers = callers();
        assertThat(caller(callers, API_KEY, KEY).name()).isEqualTo("shop");

        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), second);
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
        callers.files().getFirst().look();

        assertThat(identify(callers, API_KEY, KEY)).isEqualTo(refused(Refusal.UNKNOWN));
    }

    @Test
    void letsAnyoneInWithoutAFile() {
        Callers callers = Callers.create(settings("", Unlisted.Refuse), "/default/orders", null);

        Identification anyone = callers.identify(headers());

        assertThat(anyone)
                .isInstanceOfSatisfying(
                        Identification.Known.class,
                        known -> {
                            assertThat(known.caller().name()).isEqualTo("/default/orders");
                            assertThat(known.caller().mayPost("anything")).isTrue();
                        });
        assertThat(identify(callers, API_KEY, "whatever")).isSameAs(anyone);
        assertThat(callers.files()).isEmpty();
    }

    @Test
    void knowsAListedCallerByTheSubjectOfHisToken() throws IOException {
        write(
                """
                callers:
                  - {name: shop, subject: shop-1, keys: [{sha256: %s}], event-types: ["order.*"]}
                  - {name: other}
                """
                        .formatted(hash(KEY)));
        tokens = CallersTest::read;
        Callers callers = callers();

        Caller shop = caller(callers, HeaderNames.AUTHORIZATION, "Bearer good.shop-1.x");
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.mayPost("login")).isFalse();
        assertThat(caller(callers, HeaderNames.AUTHORIZATION, "Bearer " + KEY).name())
                .isEqualTo("shop");
        assertThat(identify(callers, HeaderNames.AUTHORIZATION, "Bearer good.other.x"))
                .isEqualTo(refused(Refusal.TOKEN_UNLISTED));
        assertThat(identify(callers, HeaderNames.AUTHORIZATION, "Bearer bad.shop-1.x"))
                .isEqualTo(refused(Refusal.TOKEN_SIGNATURE));
        assertThat(identify(callers, API_KEY, "good.shop-1.x")).isEqualTo(refused(Refusal.UNKNOWN));
    }

    @Test
    void takesAnUnlistedSubjectForNobodyWhoIsListed() throws IOException {
        write("callers: [{name: shop, subject: shop-1}]");
        Callers callers =
                Callers.create(
                        settings(file.toString(), Unlisted.Accept),
                        "/default/orders",
                        CallersTest::read);
        Callers withoutFile =
                Callers.create(settings("", Unlisted.Accept), "/default/orders", CallersTest::read);

        assertThat(caller(callers, HeaderNames.AUTHORIZATION, "Bearer good.new-1.x").name())
                .isEqualTo("new-1");
        assertThat(caller(withoutFile, HeaderNames.AUTHORIZATION, "Bearer good.shop.x").name())
                .isEqualTo("shop");
        for (String subject : new String[] {"shop", "a b", "x".repeat(257)}) {
            assertThat(
                            identify(
                                    callers,
                                    HeaderNames.AUTHORIZATION,
                                    "Bearer good." + subject + ".x"))
                    .isEqualTo(refused(Refusal.TOKEN_UNLISTED));
        }
        assertThat(identify(withoutFile, HeaderNames.AUTHORIZATION, "Bearer a-key"))
                .isEqualTo(refused(Refusal.TOKEN_MALFORMED));
        assertThat(withoutFile.identify(headers())).isEqualTo(refused(Refusal.MISSING));
    }

    /** Tokens of three parts, of which the second is the subject. */
    private static TokenReading read(String token) {
        String[] parts = token.split("\\.", -1);
        return parts[0].equals("good")
                ? new TokenReading.Good(parts[1])
                : new TokenReading.Refused(Refusal.TOKEN_SIGNATURE);
    }

    @Test
    void doesNotStartWithAFileThatIsNotGood() throws IOException {
        write("callers: [{name: a, keys: [{sha256: secret}]}]");
        assertThatThrownBy(this::callers)
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("callers.0.keys.0.sha256 must be")
                .hasMessageNotContaining("secret");

        Files.delete(file);
        assertThatThrownBy(this::callers).hasMessageEndingWith(file + " is not there");
    }

    @Test
    void showsNoSecretAsText() {
        assertThat(KeyHash.of(KEY)).hasToString("KeyHash[hidden]");
        assertThat(new ListedCaller.Key(KeyHash.of(KEY), null).toString())
                .doesNotContain(hash(KEY));
        assertThat(Credential.of(headers(API_KEY, KEY)).toString()).doesNotContain(KEY);
    }

    private Callers callers() {
        return Callers.create(
                settings(file.toString(), Unlisted.Refuse),
                "/default/orders",
                tokens,
                () -> now,
                nanos::get);
    }

    private static CallerSettings settings(String file, Unlisted unlisted) {
        return new CallerSettings(
                file,
                Duration.ofSeconds(5),
                new TokenSettings(
                        "",
                        "",
                        new KeySettings("", "", "", Duration.ofMinutes(5), Duration.ofSeconds(5)),
                        List.of("RS256"),
                        Duration.ZERO,
                        "sub",
                        unlisted));
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private static Caller caller(Callers callers, HeaderName name, String value) {
        return switch (identify(callers, name, value)) {
            case Identification.Known(Caller caller) -> caller;
            case Identification.Refused(Refusal refusal) -> throw new AssertionError(refusal);
        };
    }

    private static Identification identify(Callers callers, HeaderName name, String... values) {
        return callers.identify(headers(name, values));
    }

    private static Identification refused(Refusal refusal) {
        return new Identification.Refused(refusal);
    }

    private static ServerRequestHeaders headers() {
        return ServerRequestHeaders.create(WritableHeaders.create());
    }

    private static ServerRequestHeaders headers(HeaderName name, String... values) {
        return ServerRequestHeaders.create(WritableHeaders.create().add(name, values));
    }

    private static String hash(String key) {
        return HexFormat.of().formatHex(Sha256.of(key.getBytes(UTF_8)));
    }
}
