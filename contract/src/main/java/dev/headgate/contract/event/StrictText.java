// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Bytes as text that PostgreSQL takes: valid UTF-8 without NUL. */
public final class StrictText {

    private static final char REPLACEMENT = '\uFFFD';

    private StrictText() {}

    /**
     * The text; null if the bytes are none.
     *
     * <p>Implementation note: strict at the price of the lenient decoder, which is much faster.
     * Only where that has put a replacement character is it asked whether the sender did so itself.
     */
    public static @Nullable String of(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        if (text.indexOf('\0') >= 0) {
            return null;
        }
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
