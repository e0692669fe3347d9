// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.settings.SettingsRendering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The token that opens the dead letters' API. Its file is read anew with each request, so that a
 * token that was exchanged counts at once. Thread-safe.
 */
final class LetterToken {

    private static final String SETTING = SettingsRendering.DEAD_LETTER_TOKEN_FILE;

    private static final int CHARS_MIN = 16;
    private static final int FILE_BYTES_MAX = 4_096;
    private static final String BEARER = "Bearer ";

    private final String file;

    /** What a request may do. */
    sealed interface Access {

        /** All of it. */
        record Open() implements Access {}

        /** Nothing: it lacks the token. */
        record Wrong() implements Access {}

        /**
         * Nothing, and nobody may.
         *
         * @param why in one sentence
         */
        record Closed(String why) implements Access {}
    }

    LetterToken(String file) {
        this.file = file;
    }

    /** What a request may do that has this Authorization header; empty if it has none. */
    Access access(String authorization) {
        if (file.isEmpty()) {
            return new Access.Closed(
                    "dead letters are shown to nobody: name a file with a token in " + SETTING);
        }
        String token;
        try {
            token = read();
        } catch (IOException _) {
            return new Access.Closed("the file that %s names cannot be read".formatted(SETTING));
        }
        if (token.length() < CHARS_MIN) {
            return new Access.Closed(
                    "the token in the file that %s names has less than %d characters"
                            .formatted(SETTING, CHARS_MIN));
        }
        boolean bearer =
                authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        && authorization.length() <= FILE_BYTES_MAX;
        String given = bearer ? authorization.substring(BEARER.length()).strip() : "";
        return isSame(given, token) ? new Access.Open() : new Access.Wrong();
    }

    private String read() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(FILE_BYTES_MAX), UTF_8).strip();
        }
    }

    /** Takes as long for a token that is nearly right as for any other of any length. */
    private static boolean isSame(String given, String token) {
        return MessageDigest.isEqual(digest(given), digest(token));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
