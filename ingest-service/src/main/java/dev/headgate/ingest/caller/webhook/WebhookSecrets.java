// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.setting.WebhookSettings.Signature;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that one webhook is signed with: several, while one is exchanged for another. Does
 * not show them. Thread-safe.
 */
final class WebhookSecrets {

    private static final String HMAC = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int SECRETS_MAX = 10;

    /** Least bytes of a secret: what the Standard Webhooks ask for, and what is not guessed. */
    private static final int STANDARD_BYTES_MIN = 24;

    private static final int TEXT_BYTES_MIN = 16;

    private final Signature signature;
    private volatile List<SecretKeySpec> keys = List.of();

    WebhookSecrets(Signature signature) {
        this.signature = signature;
    }

    /** Puts the secrets of a file in force, one on each line. */
    void putInForce(byte[] content) throws InvalidFile {
        var read = new ArrayList<SecretKeySpec>();
        int number = 0;
        for (String line : new String(content, UTF_8).split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                read.add(new SecretKeySpec(bytes(line.strip(), number), HMAC));
            }
        }
        if (read.isEmpty() || read.size() > SECRETS_MAX) {
            throw new InvalidFile("must have 1 to %d secrets, one a line".formatted(SECRETS_MAX));
        }
        keys = List.copyOf(read);
    }

    private byte[] bytes(String text, int line) throws InvalidFile {
        return switch (signature) {
            case Standard -> {
                String base64 = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
                try {
                    yield longEnough(Base64.getDecoder().decode(base64), STANDARD_BYTES_MIN, line);
                } catch (IllegalArgumentException _) {
                    throw new InvalidFile("line %d is not whsec_ and base64".formatted(line));
                }
            }
            case GitHub -> longEnough(text.getBytes(UTF_8), TEXT_BYTES_MIN, line);
        };
    }

    private static byte[] longEnough(byte[] secret, int least, int line) throws InvalidFile {
        if (secret.length < least) {
            throw new InvalidFile(
                    "the secret in line %d has less than %d bytes".formatted(line, least));
        }
        return secret;
    }

    /** Whether one of the secrets made one of the signatures; takes as long for a near miss. */
    boolean made(WebhookHead.Signed head, byte[] body, int length) {
        boolean made = false;
        for (SecretKeySpec key : keys) {
            Mac mac = mac(key);
            mac.update(head.signedBefore());
            mac.update(body, 0, length);
            byte[] expected = mac.doFinal();
            for (byte[] signature : head.signatures()) {
                made |= MessageDigest.isEqual(expected, signature);
            }
        }
        return made;
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
