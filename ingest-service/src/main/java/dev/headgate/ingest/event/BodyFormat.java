// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

/** What a body is made of. */
public enum BodyFormat {
    /** One event, or an array of events. */
    JSON,
    /** An event on each line. */
    LINES
}
