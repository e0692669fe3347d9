// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import dev.headgate.contract.pipeline.EventTypePattern;
import io.helidon.config.Config;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The schema of some event types.
 *
 * @param eventTypes types it is for
 * @param file with the schema
 * @param mode what becomes of an event that breaks it
 */
public record SchemaSettings(List<EventTypePattern> eventTypes, String file, Mode mode) {

    private static final int SCHEMAS_MAX = 1_000;
    private static final int EVENT_TYPES_MAX = 100;

    /** What becomes of an event that breaks its schema. */
    public enum Mode {
        /** No event is checked; the file is read all the same. */
        Off,
        /** It is counted and taken. */
        Warn,
        /** It is refused. */
        Enforce
    }

    public SchemaSettings {
        eventTypes = List.copyOf(eventTypes);
        SettingRange.checkNotBlank("schemas.file", file);
        SettingRange.check(
                "schemas.event-types (number of them)", eventTypes.size(), 1, EVENT_TYPES_MAX);
    }

    static List<SchemaSettings> list(Config config) {
        List<SchemaSettings> schemas =
                config.asNodeList().orElse(List.of()).stream()
                        .sorted(Comparator.comparingInt(node -> Integer.parseInt(node.name())))
                        .map(SchemaSettings::create)
                        .toList();
        SettingRange.check("schemas (number of them)", schemas.size(), 0, SCHEMAS_MAX);
        var patterns = new HashSet<EventTypePattern>();
        for (SchemaSettings schema : schemas) {
            for (EventTypePattern pattern : schema.eventTypes()) {
                if (!patterns.add(pattern)) {
                    throw new InvalidSettings("ingest.schemas has two for " + pattern);
                }
            }
        }
        return schemas;
    }

    private static SchemaSettings create(Config config) {
        return new SchemaSettings(
                config.get("event-types").asList(String.class).orElse(List.of()).stream()
                        .map(SchemaSettings::pattern)
                        .toList(),
                config.get("file").asString().orElse("").strip(),
                mode(config.get("mode").asString().orElse(Mode.Enforce.name())));
    }

    private static EventTypePattern pattern(String text) {
        int star = text.indexOf('*');
        if (text.isBlank() || (star >= 0 && star < text.length() - 1)) {
            throw new InvalidSettings(
                    "ingest.schemas.event-types has \"%s\": must be a type, or a prefix followed by one * at the end"
                            .formatted(text));
        }
        return EventTypePattern.of(text);
    }

    private static Mode mode(String text) {
        return Stream.of(Mode.values())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidSettings(
                                "ingest.schemas.mode is %s: must be one of %s"
                                        .formatted(text, Arrays.toString(Mode.values()))));
    }
}
