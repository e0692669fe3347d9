// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.schema;

import dev.headgate.contract.pipeline.TypeRoutes;
import dev.headgate.ingest.caller.WatchedFile;
import dev.headgate.ingest.setting.SchemaSettings;
import java.util.List;
import java.util.Optional;

/** The schemas of a service, by event type. */
public final class EventSchemas {

    private final List<TypeSchema> schemas;
    private final TypeRoutes<TypeSchema> routes;

    private EventSchemas(List<TypeSchema> schemas) {
        this.schemas = schemas;
        this.routes = TypeRoutes.of(schemas, TypeSchema::eventTypes);
    }

    /**
     * As the settings say; their files must be good.
     *
     * @param stepsMax keywords that a check may evaluate
     */
    public static EventSchemas create(List<SchemaSettings> settings, long stepsMax) {
        return new EventSchemas(
                settings.stream().map(each -> new TypeSchema(each, stepsMax)).toList());
    }

    /** The schema for an event type; nothing if its data may be anything. */
    public Optional<TypeSchema> of(String eventType) {
        return routes.route(eventType);
    }

    /** The files with the schemas. */
    public List<WatchedFile> files() {
        return schemas.stream().map(TypeSchema::file).toList();
    }
}
