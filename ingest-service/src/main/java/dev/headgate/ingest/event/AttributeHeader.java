// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header of a request that carries an attribute of a CloudEvent in binary mode.
 *
 * @param name of the attribute
 * @param text of the header, as it was sent
 */
public record AttributeHeader(String name, String text) {

    private static final String PREFIX = "ce-";

    /** Whether a header of this name carries an attribute. */
    public static boolean isOne(String headerName) {
        return headerName.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** The header of an attribute. */
    public static AttributeHeader of(String headerName, String text) {
        return new AttributeHeader(
                headerName.substring(PREFIX.length()).toLowerCase(Locale.ROOT), text);
    }

    void putInto(CloudEventAttributes attributes) {
        String value = decoded(unquoted(text.strip()));
        if (value == null) {
            attributes.putWrong(
                    name,
                    "malformed-header",
                    "a header is printable ASCII, and all else in it percent-encoded UTF-8");
        } else {
            attributes.put(name, value);
        }
    }

    /** Without the double quotes around it, as earlier versions of the binding had them. */
    private static String unquoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == '\\' && i < text.length() - 2) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    /** One round of percent-decoding; null if that cannot be done. */
    private static @Nullable String decoded(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7F) {
                return null;
            }
            if (c == '%') {
                if (i + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return null;
                }
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
