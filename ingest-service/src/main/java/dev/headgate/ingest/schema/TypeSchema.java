// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.schema;

import dev.headgate.contract.pipeline.EventTypePattern;
import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.caller.WatchedFile;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.SchemaSettings;
import dev.headgate.ingest.setting.SchemaSettings.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The schema in force for some event types; its file is read anew when it changes. */
public final class TypeSchema {

    private final Mode mode;
    private final List<EventTypePattern> eventTypes;
    private final WatchedFile file;
    private final AtomicReference<@Nullable EventSchema> schema = new AtomicReference<>();

    TypeSchema(SchemaSettings settings, long stepsMax) {
        mode = settings.mode();
        eventTypes = settings.eventTypes();
        try {
            file =
                    WatchedFile.open(
                            Path.of(settings.file()),
                            content -> schema.set(EventSchema.compile(content, stepsMax)));
        } catch (InvalidFile e) {
            throw new InvalidSettings("ingest.schemas.file: " + e.getMessage());
        }
    }

    /** What becomes of an event that breaks it. */
    public Mode mode() {
        return mode;
    }

    List<EventTypePattern> eventTypes() {
        return eventTypes;
    }

    WatchedFile file() {
        return file;
    }

    /** Judges the bytes of an event's data, which are JSON. */
    public SchemaVerdict check(byte[] body, int start, int end) {
        return Objects.requireNonNull(schema.get()).check(body, start, end);
    }
}
