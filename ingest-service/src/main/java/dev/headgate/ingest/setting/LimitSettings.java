// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;

/**
 * Limits on what one request and all requests together may take.
 *
 * @param eventBytesMax largest data of one event
 * @param batchEventsMax most events in one request
 * @param bodyBytesMax largest body
 * @param expansionRatioMax how many times its compressed bytes a body may have
 * @param nestingDepthMax deepest nesting inside an event's data
 * @param inFlightRequestsMax most requests being worked on
 * @param inFlightBytesMax most bytes of bodies whose events Kafka has not answered for
 * @param schemaStepsMax keywords of a schema that checking one event may evaluate
 */
public record LimitSettings(
        int eventBytesMax,
        int batchEventsMax,
        int bodyBytesMax,
        int expansionRatioMax,
        int nestingDepthMax,
        int inFlightRequestsMax,
        long inFlightBytesMax,
        long schemaStepsMax) {

    public LimitSettings {
        SettingRange.check("limits.event-bytes-max", eventBytesMax, 1024, 10_485_760);
        SettingRange.check("limits.batch-events-max", batchEventsMax, 1, 10_000);
        SettingRange.check("limits.body-bytes-max", bodyBytesMax, 1024, 67_108_864);
        SettingRange.check("limits.expansion-ratio-max", expansionRatioMax, 2, 100_000);
        SettingRange.check("limits.nesting-depth-max", nestingDepthMax, 1, 512);
        SettingRange.check("limits.in-flight-requests-max", inFlightRequestsMax, 1, 1_000_000);
        SettingRange.check("limits.in-flight-bytes-max", inFlightBytesMax, bodyBytesMax, 1L << 40);
        SettingRange.check("limits.schema-steps-max", schemaStepsMax, 1_000, 100_000_000);
    }

    static LimitSettings create(Config config) {
        return new LimitSettings(
                config.get("event-bytes-max").asInt().get(),
                config.get("batch-events-max").asInt().get(),
                config.get("body-bytes-max").asInt().get(),
                config.get("expansion-ratio-max").asInt().get(),
                config.get("nesting-depth-max").asInt().get(),
                config.get("in-flight-requests-max").asInt().get(),
                config.get("in-flight-bytes-max").asLong().get(),
                config.get("schema-steps-max").asLong().get());
    }
}
