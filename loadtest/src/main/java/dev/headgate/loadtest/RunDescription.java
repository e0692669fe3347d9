// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a result says of its run besides figures.
 *
 * @param id part of every event's id
 * @param seed what the events are made from
 * @param pipeline name of the pipeline; null if none was named
 * @param settings what was asked for, in words and in order; without secrets
 */
public record RunDescription(
        String id, long seed, @Nullable String pipeline, Map<String, String> settings) {

    public RunDescription {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
