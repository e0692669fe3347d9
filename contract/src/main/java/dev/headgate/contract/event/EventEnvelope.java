// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an event besides its data.
 *
 * @param id unique within the source; a repeat carries the same id
 * @param type what happened, such as {@code order.created}
 * @param source who sent it
 * @param time when it happened as the client says, RFC 3339; nothing is decided by it
 * @param key what keeps its order, such as a user id
 * @param contentType media type of the data
 */
public record EventEnvelope(
        String id,
        String type,
        String source,
        @Nullable String time,
        @Nullable String key,
        String contentType) {

    /** Media type of JSON data. */
    public static final String JSON = "application/json";

    private static final byte[] SPEC_VERSION = EventHeader.SPEC_VERSION_VALUE.getBytes(UTF_8);
    private static final byte[] JSON_BYTES = JSON.getBytes(UTF_8);

    /** The headers of this event's Kafka record. */
    public List<HeaderField> toHeaders() {
        var headers = new ArrayList<HeaderField>(7);
        headers.add(new HeaderField(EventHeader.SPEC_VERSION, SPEC_VERSION));
        headers.add(header(EventHeader.ID, id));
        headers.add(header(EventHeader.TYPE, type));
        headers.add(header(EventHeader.SOURCE, source));
        if (time != null) {
            headers.add(header(EventHeader.TIME, time));
        }
        if (key != null) {
            headers.add(header(EventHeader.PARTITION_KEY, key));
        }
        headers.add(
                new HeaderField(
                        EventHeader.CONTENT_TYPE,
                        contentType.equals(JSON) ? JSON_BYTES : contentType.getBytes(UTF_8)));
        return headers;
    }

    /**
     * Whether data of this media type is JSON, as CloudEvents 1.0 has it (JSON event format, 3.1):
     * the subtype is {@code json} or ends with {@code +json}, whatever the parameters.
     */
    public static boolean isJson(String contentType) {
        if (contentType.equals(JSON)) {
            return true;
        }
        String type = mediaType(contentType);
        int slash = type.indexOf('/');
        return slash > 0 && (type.substring(slash + 1).equals("json") || type.endsWith("+json"));
    }

    /** The media type alone: without its parameters, in lower case. */
    public static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static HeaderField header(String name, String value) {
        return new HeaderField(name, value.getBytes(UTF_8));
    }

    /** Reads the headers of a Kafka record; says why when they do not describe an event. */
    public static EnvelopeDecoding fromHeaders(Iterable<HeaderField> headers) {
        return new EnvelopeDecoder().decode(headers);
    }
}
