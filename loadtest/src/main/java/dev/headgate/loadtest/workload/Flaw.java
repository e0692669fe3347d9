// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.List;

/** What is wrong with an event that is wrong on purpose; a pipeline refuses each of them. */
public enum Flaw {
    /** There is no type. */
    MissingType,
    /** There is no data. */
    MissingData,
    /** There is a member that no event has. */
    UnknownMember,
    /** The type is a number. */
    TypeOfWrongKind,
    /** The key is one character longer than a pipeline takes. */
    KeyTooLong,
    /** The body ends too early, so no array can hold such an event. */
    MalformedJson;

    private static final List<Flaw> SINGLE = List.of(values());
    private static final List<Flaw> BATCH =
            List.of(MissingType, MissingData, UnknownMember, TypeOfWrongKind, KeyTooLong);

    /** The flaws that events can have in requests of so many events. */
    static List<Flaw> of(int eventsPerRequest) {
        return eventsPerRequest == 1 ? SINGLE : BATCH;
    }
}
