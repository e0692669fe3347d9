// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.headgate.contract.event.TraceHeader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to, by the W3C's recommendation. One that is not well-formed is
 * as none: what traces must never keep an event from being stored.
 *
 * @param parent text of {@code traceparent}
 * @param state text of {@code tracestate}; null if there is none, or it is not well-formed
 */
record TraceContext(String parent, @Nullable String state) {

    private static final HeaderName PARENT = HeaderNames.create(TraceHeader.TRACEPARENT);
    private static final HeaderName STATE = HeaderNames.create(TraceHeader.TRACESTATE);

    /** Lengths and limits of the recommendation. */
    private static final int PARENT_CHARS = 55;

    private static final int PARENT_CHARS_MAX = 256;
    private static final int STATE_CHARS_MAX = 512;
    private static final int MEMBERS_MAX = 32;

    /** Version 00; later ones begin like it and may go on behind another hyphen. */
    private static final Pattern PARENT_FORM =
            Pattern.compile(
                    "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
                            + "(?<rest>-[\\x20-\\x7e]*)?");

    private static final Pattern MEMBER_FORM =
            Pattern.compile(
                    "([a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})"
                            + "=[\\x20-\\x7e&&[^,=]]{0,255}[\\x21-\\x7e&&[^,=]]");

    /** The trace of a request; null if it names none. */
    static @Nullable TraceContext of(ServerRequestHeaders headers) {
        if (!headers.contains(PARENT)) {
            return null;
        }
        List<String> parents = headers.get(PARENT).allValues();
        if (parents.size() != 1 || !isParent(parents.getFirst())) {
            return null;
        }
        return new TraceContext(
                parents.getFirst(), headers.find(STATE).map(TraceContext::state).orElse(null));
    }

    static boolean isParent(String text) {
        return text.length() <= PARENT_CHARS_MAX
                && PARENT_FORM.matcher(text).matches()
                && (text.length() == PARENT_CHARS || !text.startsWith("00"));
    }

    private static @Nullable String state(Header header) {
        String text = String.join(",", header.allValues());
        return isState(text) ? text : null;
    }

    static boolean isState(String text) {
        if (text.length() > STATE_CHARS_MAX) {
            return false;
        }
        int members = 0;
        for (String member : text.split(",", -1)) {
            String stripped = member.strip();
            if (!stripped.isEmpty()
                    && (++members > MEMBERS_MAX || !MEMBER_FORM.matcher(stripped).matches())) {
                return false;
            }
        }
        return members > 0;
    }

    /** The headers by which records carry it on. */
    List<org.apache.kafka.common.header.Header> recordHeaders() {
        var headers = new ArrayList<org.apache.kafka.common.header.Header>(2);
        headers.add(new RecordHeader(TraceHeader.TRACEPARENT, parent.getBytes(US_ASCII)));
        if (state != null) {
            headers.add(new RecordHeader(TraceHeader.TRACESTATE, state.getBytes(US_ASCII)));
        }
        return headers;
    }
}
