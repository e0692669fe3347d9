// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.AttributeHeader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.ArrayList;
import java.util.List;

/** The headers by which a request is a CloudEvent in binary mode. */
final class CloudEventHeaders {

    /** How the names of all of them begin, in lower case. */
    static final String PREFIX = "ce-";

    /** One of them makes a request a CloudEvent, and the others are then missing in it. */
    private static final List<HeaderName> REQUIRED =
            List.of(
                    HeaderNames.create("ce-specversion"),
                    HeaderNames.create("ce-type"),
                    HeaderNames.create("ce-source"),
                    HeaderNames.create("ce-id"));

    private CloudEventHeaders() {}

    /** Whether the request is meant as a CloudEvent. */
    static boolean areIn(ServerRequestHeaders headers) {
        for (HeaderName name : REQUIRED) {
            if (headers.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** All of them, one for each line of the request that has one. */
    static List<AttributeHeader> of(ServerRequestHeaders headers) {
        List<AttributeHeader> attributes = new ArrayList<>();
        for (Header header : headers) {
            if (AttributeHeader.isOne(header.name())) {
                header.allValues()
                        .forEach(text -> attributes.add(AttributeHeader.of(header.name(), text)));
            }
        }
        return attributes;
    }
}
