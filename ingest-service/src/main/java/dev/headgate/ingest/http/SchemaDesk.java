// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.EventViolation;
import dev.headgate.ingest.event.ReceivedEvent;
import dev.headgate.ingest.schema.EventSchemas;
import dev.headgate.ingest.schema.SchemaMetrics;
import dev.headgate.ingest.schema.SchemaMetrics.Outcome;
import dev.headgate.ingest.schema.SchemaVerdict;
import dev.headgate.ingest.schema.TypeSchema;
import dev.headgate.ingest.setting.SchemaSettings.Mode;
import java.util.List;
import java.util.Optional;

/** Holds events to the schemas of their types. */
public record SchemaDesk(EventSchemas schemas, SchemaMetrics metrics) {

    /** Why an event is to be refused; empty if it is not. */
    List<EventViolation> violations(ReceivedEvent event, byte[] body) {
        Optional<TypeSchema> schema = schemas.of(event.type());
        if (schema.isEmpty() || schema.get().mode() == Mode.Off) {
            return List.of();
        }
        String data = event.pointer() + "/data";
        List<EventViolation> violations =
                switch (check(schema.get(), event, body)) {
                    case SchemaVerdict.Fits _ -> List.of();
                    case SchemaVerdict.TooCostly _ -> List.of(EventViolation.tooCostly(data));
                    case SchemaVerdict.Breaks(var breaches) ->
                            breaches.stream()
                                    .map(breach ->
                                            EventViolation.ofSchema(
                                                    data + breach.pointer(),
                                                    breach.keyword(),
                                                    breach.detail()))
                                    .toList();
                };
        boolean enforced = schema.get().mode() == Mode.Enforce;
        metrics.checked(
                violations.isEmpty() ? Outcome.FITS : enforced ? Outcome.REFUSED : Outcome.WARNED);
        return enforced ? violations : List.of();
    }

    private static SchemaVerdict check(TypeSchema schema, ReceivedEvent event, byte[] body) {
        if (event.dataBytes() > 0) {
            return schema.check(body, event.dataStart(), event.dataEnd());
        }
        byte[] none = event.data(body);
        return schema.check(none, 0, none.length);
    }
}
