// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;

/**
 * What becomes of events that are refused because of what they say.
 *
 * @param keep whether they are kept in topics of their own; by default not
 * @param inFlightBytesMax most bytes of them for which Kafka has not answered
 */
public record RefusedSettings(boolean keep, long inFlightBytesMax) {

    public RefusedSettings {
        SettingRange.check("refused.in-flight-bytes-max", inFlightBytesMax, 1024, 1L << 40);
    }

    static RefusedSettings create(Config config) {
        return new RefusedSettings(
                config.get("keep").asBoolean().get(),
                config.get("in-flight-bytes-max").asLong().get());
    }
}
