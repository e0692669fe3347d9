// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headgate.contract.event.StrictText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
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

    /** The headers that the JSON array stands for, byte for byte. */
    public static Headers parse(String text) {
        var headers = new RecordHeaders();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                read(json, headers);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return headers;
    }

    private static void read(JsonParser json, Headers headers) throws IOException {
        String name = "";
        byte @Nullable [] value = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "name" -> name = json.getText();
                case "nameBase64" -> name = new String(decoded(json), UTF_8);
                case "value" ->
                        value =
                                json.hasToken(JsonToken.VALUE_NULL)
                                        ? null
                                        : json.getText().getBytes(UTF_8);
                case "base64" -> value = decoded(json);
                default -> throw new IOException("unknown field " + field);
            }
        }
        headers.add(name, value);
    }

    private static byte[] decoded(JsonParser json) throws IOException {
        return Base64.getDecoder().decode(json.getText());
    }

    private static void write(
            JsonGenerator json, String plain, String encoded, byte @Nullable [] value)
            throws IOException {
        if (value == null) {
            json.writeNullField(plain);
            return;
        }
        @Nullable String text = StrictText.of(value);
        if (text != null) {
            json.writeStringField(plain, text);
        } else {
            json.writeStringField(encoded, Base64.getEncoder().encodeToString(value));
        }
    }
}
