// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.coding.ContentCoding;
import dev.headgate.ingest.event.BodyFormat;

/** What a request's headers say of how its body is to be read. */
sealed interface BodyHead {

    /** In this format and coding. */
    record Taken(BodyFormat format, ContentCoding coding) implements BodyHead {}

    /** In none that is taken here. */
    record Refused(Problem problem) implements BodyHead {}
}
