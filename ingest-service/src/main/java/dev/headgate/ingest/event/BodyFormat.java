// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

/** What a body is made of. */
public enum BodyFormat {
    /** One event, or an array of events. */
    JSON,
    /** An event on each line. */
    LINES,
    /** A CloudEvent (structured mode). */
    CLOUD_EVENT,
    /** An array of CloudEvents (batched mode). */
    CLOUD_EVENT_BATCH,
    /** The data of a CloudEvent whose attributes are headers (binary mode). */
    CLOUD_EVENT_DATA
}
