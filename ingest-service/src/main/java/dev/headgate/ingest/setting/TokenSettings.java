// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose JSON Web Tokens are taken.
 *
 * @param issuer that a token must name; empty if none are taken
 * @param audience that a token must name
 * @param keys where the issuer's public keys are
 * @param algorithms by which a token may be signed; only such with a public key
 * @param clockSkew how far the issuer's clock may be from this one
 * @param callerClaim which claim names the caller
 * @param unlisted what becomes of a caller whom the file does not know
 */
public record TokenSettings(
        String issuer,
        String audience,
        KeySettings keys,
        List<String> algorithms,
        Duration clockSkew,
        String callerClaim,
        Unlisted unlisted) {

    /** What Nimbus verifies by itself; Ed25519 would need one more library. */
    private static final List<String> ALGORITHMS =
            List.of(
                    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
                    "ES512");

    /** What becomes of a caller whom the file does not know. */
    public enum Unlisted {
        /** He may not post. */
        Refuse,
        /** He may post everything, as much as he wants; the claim is his name. */
        Accept
    }

    /**
     * Where the keys are.
     *
     * @param file JSON Web Key Set; empty if there is a URL
     * @param url of a JSON Web Key Set, https only; empty if there is a file
     * @param trustFile certificates, PEM, of whom may answer at the URL; empty for Java's
     * @param refresh how often the URL is asked
     * @param timeout after which an answer is no longer waited for
     */
    public record KeySettings(
            String file, String url, String trustFile, Duration refresh, Duration timeout) {

        public KeySettings {
            if (!url.isEmpty()) {
                checkUrl(url);
            }
            SettingRange.check(
                    "callers.jwt.jwks-refresh",
                    refresh,
                    Duration.ofSeconds(10),
                    Duration.ofHours(24));
            SettingRange.check(
                    "callers.jwt.jwks-timeout",
                    timeout,
                    Duration.ofMillis(100),
                    Duration.ofMinutes(1));
        }

        private static void checkUrl(String url) {
            try {
                URI uri = new URI(url);
                if ("https".equals(uri.getScheme())
                        && uri.getHost() != null
                        && uri.getUserInfo() == null) {
                    return;
                }
            } catch (URISyntaxException _) {
                // Said below, as of any other text that is no such address.
            }
            throw new InvalidSettings(
                    "ingest.callers.jwt.jwks-url must be https://HOST/PATH, without a password");
        }
    }

    public TokenSettings {
        algorithms = List.copyOf(algorithms);
        SettingRange.check(
                "callers.jwt.clock-skew", clockSkew, Duration.ZERO, Duration.ofMinutes(5));
        SettingRange.checkNotBlank("callers.jwt.caller-claim", callerClaim);
        if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
            throw new InvalidSettings(
                    "ingest.callers.jwt.algorithms is %s: must be some of %s"
                            .formatted(algorithms, ALGORITHMS));
        }
        if (issuer.isEmpty()) {
            if (!(audience + keys.file() + keys.url()).isEmpty()) {
                throw new InvalidSettings("ingest.callers.jwt.issuer is missing");
            }
        } else {
            SettingRange.checkNotBlank("callers.jwt.audience", audience);
            if (keys.file().isEmpty() == keys.url().isEmpty()) {
                throw new InvalidSettings(
                        "ingest.callers.jwt needs jwks-file or jwks-url, and not both");
            }
        }
    }

    /** Whether tokens are taken. */
    public boolean on() {
        return !issuer.isEmpty();
    }

    static TokenSettings create(Config config) {
        return new TokenSettings(
                text(config, "issuer"),
                text(config, "audience"),
                new KeySettings(
                        text(config, "jwks-file"),
                        text(config, "jwks-url"),
                        text(config, "jwks-trust-file"),
                        config.get("jwks-refresh").as(Duration.class).get(),
                        config.get("jwks-timeout").as(Duration.class).get()),
                config.get("algorithms").asList(String.class).orElse(List.of()),
                config.get("clock-skew").as(Duration.class).get(),
                text(config, "caller-claim"),
                unlisted(text(config, "unlisted")));
    }

    private static String text(Config config, String key) {
        return config.get(key).asString().orElse("").strip();
    }

    private static Unlisted unlisted(String text) {
        return Stream.of(Unlisted.values())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidSettings(
                                "ingest.callers.jwt.unlisted is %s: must be one of %s"
                                        .formatted(text, Arrays.toString(Unlisted.values()))));
    }
}
