// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.telemetry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Telemetry as JSON. What a newer consumer adds, an older reader leaves unread. */
final class TelemetryJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private TelemetryJson() {}

    static byte[] write(ConsumerTelemetry telemetry) {
        try {
            return MAPPER.writeValueAsBytes(telemetry);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<ConsumerTelemetry> read(byte[] json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, ConsumerTelemetry.class));
        } catch (JacksonException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
