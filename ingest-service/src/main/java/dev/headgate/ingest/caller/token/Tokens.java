// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.caller.KeyHash;
import dev.headgate.ingest.caller.Refusal;
import dev.headgate.ingest.caller.TokenReader;
import dev.headgate.ingest.caller.TokenReading;
import dev.headgate.ingest.caller.WatchedFile;
import dev.headgate.ingest.caller.token.KeyRing.Generation;
import dev.headgate.ingest.caller.token.TokenMemory.Verified;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.TokenSettings;
import dev.headgate.ingest.setting.TokenSettings.KeySettings;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one issuer (RFC 7519), judged as RFC 8725 advises: the settings say which
 * algorithms there are, not the token; a key verifies with the algorithms of its kind alone; keys
 * come from nowhere but the issuer's set; issuer, audience and an end are required. Thread-safe.
 */
public final class Tokens implements TokenReader, AutoCloseable {

    /** What a token may say it is; other kinds are meant for other uses. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private final TokenSettings settings;
    private final InstantSource clock;
    private final KeyRing ring = new KeyRing();
    private final List<WatchedFile> files = new ArrayList<>();
    private final @Nullable KeyFetch fetch;

    private Tokens(TokenSettings settings, InstantSource clock, Duration pause) {
        this.settings = settings;
        this.clock = clock;
        KeySettings keys = settings.keys();
        if (keys.url().isEmpty()) {
            this.fetch = null;
            files.add(open("jwks-file", keys.file(), ring::putInForce));
        } else {
            var url = new KeyUrl(URI.create(keys.url()), keys.timeout());
            if (!keys.trustFile().isEmpty()) {
                files.add(open("jwks-trust-file", keys.trustFile(), url::trust));
            }
            this.fetch = new KeyFetch(url, ring, keys, pause);
        }
    }

    /** As the settings say; their files must be good. */
    public static Tokens create(TokenSettings settings) {
        return create(settings, InstantSource.system(), KeyFetch.PAUSE);
    }

    static Tokens create(TokenSettings settings, InstantSource clock, Duration pause) {
        return new Tokens(settings, clock, pause);
    }

    private static WatchedFile open(String key, String path, WatchedFile.Use use) {
        try {
            return WatchedFile.open(Path.of(path), use);
        } catch (InvalidFile e) {
            throw new InvalidSettings("ingest.callers.jwt.%s: %s".formatted(key, e.getMessage()));
        }
    }

    /** Begins to read the issuer's keys, if they are at a URL. */
    public void start() {
        if (fetch != null) {
            fetch.start();
        }
    }

    /** The files that all this stands in. */
    public List<WatchedFile> files() {
        return List.copyOf(files);
    }

    /** Whether the issuer's keys could not be read from its URL the last time. */
    public boolean stale() {
        return fetch != null && fetch.stale();
    }

    @Override
    public TokenReading read(String token) {
        Generation generation = ring.current();
        if (generation == null) {
            return new TokenReading.Refused(Refusal.TOKEN_KEYS_AWAITED);
        }
        KeyHash hash = KeyHash.of(token);
        Verified known = generation.memory().get(hash);
        if (known != null) {
            return reading(known);
        }
        SignedJWT parsed;
        JWTClaimsSet claims;
        try {
            parsed = SignedJWT.parse(token);
            Refusal refusal = signatureFault(parsed, generation.keys());
            if (refusal != null) {
                return new TokenReading.Refused(refusal);
            }
            claims = parsed.getJWTClaimsSet();
        } catch (ParseException | IllegalArgumentException | IllegalStateException _) {
            return new TokenReading.Refused(Refusal.TOKEN_MALFORMED);
        }
        Refusal refusal = claimsFault(claims);
        if (refusal != null) {
            return new TokenReading.Refused(refusal);
        }
        Object subject = claims.getClaim(settings.callerClaim());
        if (!(subject instanceof String name) || name.isBlank()) {
            return new TokenReading.Refused(Refusal.TOKEN_CLAIM);
        }
        var verified = new Verified(name, until(claims));
        generation.memory().put(hash, verified);
        return reading(verified);
    }

    private TokenReading reading(Verified verified) {
        return clock.instant().isBefore(verified.until())
                ? new TokenReading.Good(verified.subject())
                : new TokenReading.Refused(Refusal.TOKEN_EXPIRED);
    }

    private @Nullable Refusal signatureFault(SignedJWT token, TokenKeys keys) {
        JWSHeader header = token.getHeader();
        JOSEObjectType type = header.getType();
        Set<String> critical = header.getCriticalParams();
        if ((type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT)))
                || (critical != null && !critical.isEmpty())
                || !header.isBase64URLEncodePayload()) {
            return Refusal.TOKEN_MALFORMED;
        }
        if (!settings.algorithms().contains(header.getAlgorithm().getName())) {
            return Refusal.TOKEN_ALGORITHM;
        }
        TokenKeys.Key key = keys.find(header);
        if (key == null) {
            return fetch != null && (fetch.ask() || fetch.stale())
                    ? Refusal.TOKEN_KEYS_AWAITED
                    : Refusal.TOKEN_KEY;
        }
        try {
            return token.verify(key.verifier()) ? null : Refusal.TOKEN_SIGNATURE;
        } catch (JOSEException _) {
            return Refusal.TOKEN_SIGNATURE;
        }
    }

    private @Nullable Refusal claimsFault(JWTClaimsSet claims) {
        if (!settings.issuer().equals(claims.getIssuer())) {
            return Refusal.TOKEN_ISSUER;
        }
        if (!claims.getAudience().contains(settings.audience())) {
            return Refusal.TOKEN_AUDIENCE;
        }
        if (claims.getExpirationTime() == null) {
            return Refusal.TOKEN_EXPIRED;
        }
        Instant latest = clock.instant().plus(settings.clockSkew());
        return claims.getNotBeforeTime() != null
                        && claims.getNotBeforeTime().toInstant().isAfter(latest)
                ? Refusal.TOKEN_EARLY
                : null;
    }

    private Instant until(JWTClaimsSet claims) {
        return claims.getExpirationTime().toInstant().plus(settings.clockSkew());
    }

    @Override
    public void close() {
        if (fetch != null) {
            fetch.close();
        }
    }
}
