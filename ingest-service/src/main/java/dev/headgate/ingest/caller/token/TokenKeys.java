// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.headgate.ingest.caller.InvalidFile;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer that can verify signatures. Whatever else its set has is left out:
 * keys for encryption, shared secrets, keys too small, and the private part of any. Never changes.
 *
 * @param keys in the order of the set; at least one
 */
record TokenKeys(List<Key> keys) {

    private static final int KEYS_MAX = 100;
    private static final int RSA_BITS_MIN = 2_048;
    private static final int RSA_BITS_MAX = 8_192;
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    TokenKeys {
        keys = List.copyOf(keys);
    }

    /**
     * One key.
     *
     * @param jwk its public part
     * @param verifier verifies with it, and knows no other algorithms than those of its kind
     */
    record Key(JWK jwk, JWSVerifier verifier) {

        private boolean fits(JWSHeader header) {
            String id = header.getKeyID();
            JWSAlgorithm algorithm = header.getAlgorithm();
            return (id == null || id.equals(jwk.getKeyID()))
                    && (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm))
                    && verifier.supportedJWSAlgorithms().contains(algorithm);
        }
    }

    /** Reads a JSON Web Key Set (RFC 7517); nothing of it is repeated in a failure. */
    static TokenKeys parse(byte[] content) throws InvalidFile {
        JWKSet set;
        try {
            set = JWKSet.parse(new String(content, UTF_8));
        } catch (ParseException | IllegalArgumentException | IllegalStateException _) {
            throw new InvalidFile("is not a JSON Web Key Set");
        }
        if (set.size() > KEYS_MAX) {
            throw new InvalidFile("has more than %d keys".formatted(KEYS_MAX));
        }
        var keys = new ArrayList<Key>();
        for (JWK jwk : set.getKeys()) {
            Key key = mayVerify(jwk) ? key(jwk) : null;
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new InvalidFile(
                    "has no key for signatures: RSA of %d bits or more, or EC of P-256, P-384, P-521"
                            .formatted(RSA_BITS_MIN));
        }
        return new TokenKeys(keys);
    }

    private static boolean mayVerify(JWK jwk) {
        Set<KeyOperation> operations = jwk.getKeyOperations();
        return (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
                && (operations == null || operations.contains(KeyOperation.VERIFY));
    }

    private static @Nullable Key key(JWK jwk) {
        try {
            return switch (jwk) {
                case RSAKey rsa when rsa.size() >= RSA_BITS_MIN && rsa.size() <= RSA_BITS_MAX ->
                        new Key(rsa.toPublicJWK(), new RSASSAVerifier(rsa.toRSAPublicKey()));
                case ECKey ec when CURVES.contains(ec.getCurve()) ->
                        new Key(ec.toPublicJWK(), new ECDSAVerifier(ec.toECPublicKey()));
                default -> null;
            };
        } catch (JOSEException _) {
            return null;
        }
    }

    /**
     * The key that a token claims to be signed with; null if there is none. A token that names no
     * key is taken only if there is one that it can mean.
     */
    @Nullable Key find(JWSHeader header) {
        Key found = null;
        for (Key key : keys) {
            if (key.fits(header)) {
                if (header.getKeyID() != null) {
                    return key;
                }
                if (found != null) {
                    return null;
                }
                found = key;
            }
        }
        return found;
    }

    /** Whether they are the same keys. */
    boolean sameAs(TokenKeys other) {
        return keys.stream()
                .map(Key::jwk)
                .toList()
                .equals(other.keys.stream().map(Key::jwk).toList());
    }
}
