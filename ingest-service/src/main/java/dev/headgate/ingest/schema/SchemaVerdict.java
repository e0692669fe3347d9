// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.schema;

import java.util.List;

/** What a schema says of an event's data. */
public sealed interface SchemaVerdict {

    /** It is as it should be. */
    record Fits() implements SchemaVerdict {}

    /** It is not; at least one breach, and no more than are worth telling. */
    record Breaks(List<Breach> breaches) implements SchemaVerdict {}

    /** Finding out would cost more than it may. */
    record TooCostly() implements SchemaVerdict {}

    /**
     * One thing that is not as it should be.
     *
     * @param pointer where in the data, as an RFC 6901 pointer
     * @param keyword of the schema that says so
     * @param detail sentence for people
     */
    record Breach(String pointer, String keyword, String detail) {}
}
