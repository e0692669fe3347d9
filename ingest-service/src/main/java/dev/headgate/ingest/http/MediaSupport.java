// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.ingest.coding.ContentCoding;
import dev.headgate.ingest.coding.Decoder;
import dev.headgate.ingest.event.BodyFormat;
import dev.headgate.ingest.event.EventForm;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which media types and codings of bodies a path takes; text is always UTF-8. */
final class MediaSupport {

    private static final String JSON = "application/json";
    private static final String CHARSET = "charset=";
    private static final HeaderName ACCEPT_POST = HeaderNames.create("Accept-Post");

    private static final Map<String, BodyFormat> JSON_ONLY = Map.of(JSON, BodyFormat.JSON);
    private static final Map<String, BodyFormat> ALL_FORMATS =
            Map.of(
                    JSON,
                    BodyFormat.JSON,
                    "application/x-ndjson",
                    BodyFormat.LINES,
                    "application/ndjson",
                    BodyFormat.LINES,
                    "application/cloudevents+json",
                    BodyFormat.CLOUD_EVENT,
                    "application/cloudevents-batch+json",
                    BodyFormat.CLOUD_EVENT_BATCH);

    private static final List<ContentCoding> UNCOMPRESSED = List.of(ContentCoding.IDENTITY);
    private static final List<ContentCoding> ALL_CODINGS =
            Decoder.zstdLoads()
                    ? List.of(ContentCoding.GZIP, ContentCoding.ZSTD, ContentCoding.IDENTITY)
                    : List.of(ContentCoding.GZIP, ContentCoding.IDENTITY);

    private static final MediaSupport EVENTS = new MediaSupport(ALL_FORMATS, ALL_CODINGS);
    private static final MediaSupport REGISTER = new MediaSupport(JSON_ONLY, ALL_CODINGS);

    /** The signature is over the bytes as sent, and is checked over what was read. */
    static final MediaSupport WEBHOOK = new MediaSupport(JSON_ONLY, UNCOMPRESSED);

    private static final BodyHead PLAIN =
            new BodyHead.Taken(BodyFormat.JSON, ContentCoding.IDENTITY);

    private final Map<String, BodyFormat> formats;
    private final List<ContentCoding> codings;
    private final boolean cloudEvents;
    private final BodyHead unsupportedType;
    private final BodyHead unsupportedCoding;

    private MediaSupport(Map<String, BodyFormat> formats, List<ContentCoding> codings) {
        this.formats = formats;
        this.codings = codings;
        this.cloudEvents = formats.containsValue(BodyFormat.CLOUD_EVENT);
        this.unsupportedType =
                refused(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        ", encoded in UTF-8",
                        ACCEPT_POST,
                        String.join(", ", new TreeMap<>(formats).keySet()));
        this.unsupportedCoding =
                refused(
                        ProblemType.UNSUPPORTED_ENCODING,
                        " as the only Content-Encoding",
                        HeaderNames.ACCEPT_ENCODING,
                        codings.stream()
                                .map(ContentCoding::token)
                                .collect(Collectors.joining(", ")));
    }

    private static BodyHead refused(
            ProblemType type, String how, HeaderName accepting, String taken) {
        Header header = HeaderValues.createCached(accepting, taken);
        int last = taken.lastIndexOf(", ");
        String choice =
                last < 0 ? taken : taken.substring(0, last) + " or " + taken.substring(last + 2);
        return new BodyHead.Refused(Problem.of(type, "send " + choice + how).with(header));
    }

    /** What is taken at the path that takes this form. */
    static MediaSupport of(EventForm form) {
        return switch (form) {
            case CANONICAL -> EVENTS;
            case REGISTER -> REGISTER;
        };
    }

    /** How the body is to be read. One that does not say its type is taken as JSON. */
    BodyHead head(ServerRequestHeaders headers) {
        ContentCoding coding = ContentCoding.IDENTITY;
        if (headers.contains(HeaderNames.CONTENT_ENCODING)) {
            coding = coding(headers.get(HeaderNames.CONTENT_ENCODING));
            if (coding == null || !codings.contains(coding)) {
                return unsupportedCoding;
            }
        }
        BodyFormat format = format(headers);
        if (format == null) {
            return unsupportedType;
        }
        return format == BodyFormat.JSON && coding == ContentCoding.IDENTITY
                ? PLAIN
                : new BodyHead.Taken(format, coding);
    }

    private static @Nullable ContentCoding coding(Header header) {
        return header.valueCount() == 1 ? ContentCoding.of(header.get()) : null;
    }

    /** Attributes in headers make JSON of any kind the data of a CloudEvent. */
    private @Nullable BodyFormat format(ServerRequestHeaders headers) {
        boolean typed = headers.contains(HeaderNames.CONTENT_TYPE);
        String type = typed ? headers.get(HeaderNames.CONTENT_TYPE).get() : JSON;
        if (!cloudEvents || !CloudEventHeaders.areIn(headers)) {
            return format(type);
        }
        BodyFormat named = format(type);
        if (named == BodyFormat.CLOUD_EVENT || named == BodyFormat.CLOUD_EVENT_BATCH) {
            return named;
        }
        return isUtf8(type) && EventEnvelope.isJson(type) ? BodyFormat.CLOUD_EVENT_DATA : null;
    }

    private @Nullable BodyFormat format(String type) {
        if (type.equals(JSON)) {
            return BodyFormat.JSON;
        }
        return isUtf8(type) ? formats.get(EventEnvelope.mediaType(type)) : null;
    }

    private static boolean isUtf8(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith(CHARSET)
                    && !parameter.substring(CHARSET.length()).equals("utf-8")) {
                return false;
            }
        }
        return true;
    }
}
