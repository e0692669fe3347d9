// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * What an API server is started with to know its clients: a token for the administrator, and the
 * key that signs the tokens of service accounts. Made anew for each server.
 *
 * @param token the administrator's
 * @param tokens file with that token
 * @param signingKey private key of service accounts
 * @param verifyingKey its public half
 */
record ApiServerCredentials(String token, Path tokens, Path signingKey, Path verifyingKey) {

    static ApiServerCredentials create(Path folder) throws IOException {
        String token = UUID.randomUUID().toString();
        KeyPair pair = keyPair();
        return new ApiServerCredentials(
                token,
                Files.writeString(
                        folder.resolve("tokens.csv"), token + ",admin,admin,\"system:masters\"\n"),
                pem(folder.resolve("accounts.key"), "PRIVATE KEY", pair.getPrivate()),
                pem(folder.resolve("accounts.pub"), "PUBLIC KEY", pair.getPublic()));
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private static Path pem(Path file, String kind, Key key) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Files.writeString(
                file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind));
    }
}
