// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Records as JSON. What a newer version adds, an older one leaves unread. Thread-safe. */
public final class RecordJson {

    /** Reads only what has all components. */
    public static final RecordJson COMPLETE = new RecordJson(true);

    /** Reads what lacks components too: those that may be null are null then. */
    public static final RecordJson PARTIAL = new RecordJson(false);

    private final JsonMapper mapper;

    private RecordJson(boolean complete) {
        mapper =
                JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .configure(
                                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, complete)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
    }

    /** The record as UTF-8. */
    public byte[] write(Record value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record; empty if the bytes are none of this type. */
    public <T extends Record> Optional<T> read(byte[] json, Class<T> type) {
        try {
            return Optional.ofNullable(mapper.readValue(json, type));
        } catch (JacksonException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
