// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record's headers as JSON, in order and without loss: objects with {@code name} and {@code
 * value}; what is no text that PostgreSQL takes stands in {@code nameBase64} and {@code base64}.
 */
public final class HeaderJson {

    private static final JsonFactory JSON = new JsonFactory();

    private HeaderJson() {}

    /** The headers as a JSON array. */
    public static String of(Headers headers) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Header header : headers) {
                json.writeStartObject();
                write(json, "name", "nameBase64", header.key().getBytes(UTF_8));
                write(json, "value", "base64", header.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(
            JsonGenerator json, String plain, String encoded, byte @Nullable [] value)
            throws IOException {
        if (value == null) {
            json.writeNullField(plain);
            return;
        }
        @Nullable String text = text(value);
        if (text != null) {
            json.writeStringField(plain, text);
        } else {
            json.writeStringField(encoded, Base64.getEncoder().encodeToString(value));
        }
    }

    private static @Nullable String text(byte[] value) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
