// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import java.util.List;

/**
 * What a CloudEvent says beyond what every event says.
 *
 * @param source its own source, a URI reference; unique together with the id
 * @param contentType media type of its data, JSON of some kind
 * @param attributes all others, extensions among them, in the order of their names
 */
public record CloudEventContext(
        String source, String contentType, List<ContextAttribute> attributes) {

    public CloudEventContext {
        attributes = List.copyOf(attributes);
    }
}
