// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import static dev.headgate.ingest.caller.token.TokenIssuer.AUDIENCE;
import static dev.headgate.ingest.caller.token.TokenIssuer.ISSUER;
import static dev.headgate.ingest.caller.token.TokenIssuer.claims;
import static dev.headgate.ingest.caller.token.TokenIssuer.set;
import static dev.headgate.ingest.caller.token.TokenIssuer.sign;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.headgate.ingest.caller.FileWatch;
import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.caller.Refusal;
import dev.headgate.ingest.caller.TokenReading;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.TokenSettings;
import dev.headgate.ingest.setting.TokenSettings.KeySettings;
import dev.headgate.ingest.setting.TokenSettings.Unlisted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final RSAKey RSA = TokenIssuer.rsa("r1");
    private static final ECKey EC = TokenIssuer.ec("e1");
    private static final RSAKey STRANGER = TokenIssuer.rsa("r1");

    @TempDir Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Path file;

    @BeforeEach
    void writeKeys() throws IOException {
        file = folder.resolve("keys.json");
        Files.writeString(file, set(RSA, EC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256"})
    void takesWhatTheIssuerSigned(String algorithm) {
        JWSAlgorithm parsed = JWSAlgorithm.parse(algorithm);
        String token = sign(good(), parsed, parsed.equals(JWSAlgorithm.ES256) ? EC : RSA);
        Tokens tokens = tokens();

        assertThat(tokens.read(token)).isEqualTo(new TokenReading.Good("shop-1"));
        assertThat(tokens.read(token)).isEqualTo(new TokenReading.Good("shop-1"));
    }

    @Test
    void takesATokenForSeveralAudiencesAndOfTheAccessTokensType() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+JWT"))
                        .keyID("r1")
                        .build();

        assertThat(
                        read(
                                sign(
                                        claims("a", now).audience(List.of("x", AUDIENCE)).build(),
                                        header,
                                        RSA)))
                .isEqualTo(new TokenReading.Good("a"));
    }

    @Test
    void refusesOtherClaims() {
        assertRefused(claims("a", now).issuer(ISSUER + "/"), Refusal.TOKEN_ISSUER);
        assertRefused(claims("a", now).issuer(null), Refusal.TOKEN_ISSUER);
        assertRefused(claims("a", now).audience("another"), Refusal.TOKEN_AUDIENCE);
        assertRefused(claims("a", now).audience((String) null), Refusal.TOKEN_AUDIENCE);
        assertRefused(claims("a", now).expirationTime(null), Refusal.TOKEN_EXPIRED);
        assertRefused(claims("a", now).subject(null), Refusal.TOKEN_CLAIM);
        assertRefused(claims("a", now).subject(" "), Refusal.TOKEN_CLAIM);
        assertRefused(claims("a", now).claim("sub", List.of("a")), Refusal.TOKEN_MALFORMED);
    }

    @Test
    void knowsTheTimeButForTheSkewOfClocks() {
        JWTClaimsSet.Builder early = claims("a", now).notBeforeTime(Date.from(now.plusSeconds(31)));
        JWTClaimsSet.Builder almost =
                claims("a", now).notBeforeTime(Date.from(now.plusSeconds(30)));
        JWTClaimsSet.Builder over =
                claims("a", now).expirationTime(Date.from(now.minusSeconds(30)));
        JWTClaimsSet.Builder hardly =
                claims("a", now).expirationTime(Date.from(now.minusSeconds(29)));

        assertRefused(early, Refusal.TOKEN_EARLY);
        assertRefused(over, Refusal.TOKEN_EXPIRED);
        assertThat(read(sign(almost.build(), JWSAlgorithm.RS256, RSA)))
                .isEqualTo(new TokenReading.Good("a"));
        assertThat(read(sign(hardly.build(), JWSAlgorithm.RS256, RSA)))
                .isEqualTo(new TokenReading.Good("a"));
    }

    @Test
    void refusesATokenThatItKnowsOnceItIsOver() {
        Tokens tokens = tokens();
        String token = sign(good(), JWSAlgorithm.RS256, RSA);
        assertThat(tokens.read(token)).isEqualTo(new TokenReading.Good("shop-1"));

        now = now.plus(Duration.ofMinutes(5)).plusSeconds(30);

        assertThat(tokens.read(token)).isEqualTo(refused(Refusal.TOKEN_EXPIRED));
    }

    @Test
    void refusesAlgorithmsThatTheSettingsDoNotName() throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build();
        byte[] publicKey = RSA.toRSAPublicKey().getEncoded();
        var confused = new SignedJWT(header, good());
        confused.sign(new MACSigner(publicKey));
        var text = new SignedJWT(header, good());
        text.sign(new MACSigner(RSA.toPublicJWK().toJSONString()));

        assertThat(read(confused.serialize())).isEqualTo(refused(Refusal.TOKEN_ALGORITHM));
        assertThat(read(text.serialize())).isEqualTo(refused(Refusal.TOKEN_ALGORITHM));
        assertThat(read(sign(good(), JWSAlgorithm.RS512, RSA)))
                .isEqualTo(refused(Refusal.TOKEN_ALGORITHM));
        assertThat(read(new PlainJWT(good()).serialize()))
                .isEqualTo(refused(Refusal.TOKEN_MALFORMED));
        for (String none : new String[] {"none", "None", "NONE"}) {
            String head = Base64URL.encode("{\"alg\":\"" + none + "\"}").toString();
            assertThat(read(head + "." + Base64URL.encode(good().toString()) + "."))
                    .isInstanceOf(TokenReading.Refused.class);
        }
    }

    @Test
    void refusesWhatTheIssuerDidNotSign() {
        String[] parts = sign(good(), JWSAlgorithm.RS256, RSA).split("\\.", -1);
        String other = Base64URL.encode(claims("admin", now).build().toString()).toString();
        String flipped = (parts[2].charAt(0) == 'A' ? "B" : "A") + parts[2].substring(1);

        assertThat(read(parts[0] + "." + other + "." + parts[2]))
                .isEqualTo(refused(Refusal.TOKEN_SIGNATURE));
        assertThat(read(parts[0] + "." + parts[1] + "." + flipped))
                .isEqualTo(refused(Refusal.TOKEN_SIGNATURE));
        assertThat(read(sign(good(), JWSAlgorithm.RS256, STRANGER)))
                .isEqualTo(refused(Refusal.TOKEN_SIGNATURE));
        assertThat(read(parts[0] + "." + parts[1] + ".")).isInstanceOf(TokenReading.Refused.class);
    }

    @Test
    void takesKeysFromNowhereElse() {
        JWSHeader own =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwk(STRANGER.toPublicJWK())
                        .keyID("r1")
                        .build();
        JWSHeader unknown = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r2").build();
        JWSHeader crossed = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("e1").build();
        JWSHeader critical =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("r1")
                        .criticalParams(Set.of("exp"))
                        .customParam("exp", 1)
                        .build();
        JWSHeader logout =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("r1")
                        .type(new JOSEObjectType("logout+jwt"))
                        .build();

        assertThat(read(sign(good(), own, STRANGER))).isEqualTo(refused(Refusal.TOKEN_SIGNATURE));
        assertThat(read(sign(good(), unknown, RSA))).isEqualTo(refused(Refusal.TOKEN_KEY));
        assertThat(read(sign(good(), crossed, RSA))).isEqualTo(refused(Refusal.TOKEN_KEY));
        assertThat(read(sign(good(), critical, RSA))).isEqualTo(refused(Refusal.TOKEN_MALFORMED));
        assertThat(read(sign(good(), logout, RSA))).isEqualTo(refused(Refusal.TOKEN_MALFORMED));
    }

    @Test
    void takesATokenWithoutAKeyIdOnlyIfItCanMeanOneKey() throws IOException {
        String token = sign(good(), new JWSHeader(JWSAlgorithm.RS256), RSA);
        assertThat(read(token)).isEqualTo(new TokenReading.Good("shop-1"));

        Files.writeString(file, set(RSA, TokenIssuer.rsa("r2")));
        assertThat(read(token)).isEqualTo(refused(Refusal.TOKEN_KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "a.b.c",
                "eyJ9.eyJ9.x",
                "e30.e30.e30",
                "eyJhbGciOiJSUzI1NiJ9.e30.",
                "€.€.€"
            })
    void refusesWhatIsNoToken(String text) {
        assertThat(read(text)).isInstanceOf(TokenReading.Refused.class);
    }

    @Test
    void forgetsWhatKeysThatWereTakenBackHadSigned() throws IOException {
        Tokens tokens = tokens();
        String before = sign(good(), JWSAlgorithm.RS256, RSA);
        assertThat(tokens.read(before)).isEqualTo(new TokenReading.Good("shop-1"));
        RSAKey next = TokenIssuer.rsa("r2");

        try (var watch = new FileWatch(tokens.files(), Duration.ofMillis(5))) {
            watch.start();
            replace(set(next));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> tokens.read(before).equals(refused(Refusal.TOKEN_KEY)));
            assertThat(tokens.read(sign(good(), JWSAlgorithm.RS256, next)))
                    .isEqualTo(new TokenReading.Good("shop-1"));

            replace("{\"keys\": []}");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> watch.staleFiles() == 1);
        }
        assertThat(tokens.read(sign(good(), JWSAlgorithm.RS256, next)))
                .isEqualTo(new TokenReading.Good("shop-1"));
    }

    @Test
    void usesNoKeysThatAreForSomethingElse() throws Exception {
        RSAKey encryption =
                new RSAKey.Builder(TokenIssuer.rsa("x")).keyUse(KeyUse.ENCRYPTION).build();
        RSAKey bound = new RSAKey.Builder(RSA).algorithm(JWSAlgorithm.PS256).build();
        String shared =
                "{\"keys\":[" + new OctetSequenceKeyGenerator(256).generate().toJSONString() + "]}";

        assertThatThrownBy(() -> TokenKeys.parse(set(encryption).getBytes(UTF_8)))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith("has no key for signatures");
        assertThatThrownBy(() -> TokenKeys.parse(shared.getBytes(UTF_8)))
                .isInstanceOf(InvalidFile.class);
        Files.writeString(file, set(bound));
        assertThat(read(sign(good(), JWSAlgorithm.RS256, RSA)))
                .isEqualTo(refused(Refusal.TOKEN_KEY));
        assertThat(read(sign(good(), JWSAlgorithm.PS256, RSA)))
                .isEqualTo(new TokenReading.Good("shop-1"));
    }

    @Test
    void doesNotStartWithoutKeys() throws IOException {
        Files.writeString(file, "{\"keys\": secret");
        assertThatThrownBy(this::tokens)
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        "ingest.callers.jwt.jwks-file: " + file + ": is not a JSON Web Key Set");
    }

    private void assertRefused(JWTClaimsSet.Builder claims, Refusal refusal) {
        assertThat(read(sign(claims.build(), JWSAlgorithm.RS256, RSA))).isEqualTo(refused(refusal));
    }

    private JWTClaimsSet good() {
        return claims("shop-1", now).build();
    }

    private TokenReading read(String token) {
        return tokens().read(token);
    }

    private Tokens tokens() {
        var settings =
                new TokenSettings(
                        ISSUER,
                        AUDIENCE,
                        new KeySettings(
                                file.toString(),
                                "",
                                "",
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(5)),
                        List.of("RS256", "PS256", "ES256"),
                        Duration.ofSeconds(30),
                        "sub",
                        Unlisted.Refuse);
        return Tokens.create(settings, () -> now, KeyFetch.PAUSE);
    }

    private void replace(String text) throws IOException {
        Path next = Files.writeString(folder.resolve("next.json"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static TokenReading refused(Refusal refusal) {
        return new TokenReading.Refused(refusal);
    }
}
