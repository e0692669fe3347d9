// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

/** What asking who posts came to. */
public sealed interface Identification {

    /** It is known. */
    record Known(Caller caller) implements Identification {}

    /** It is not, and nothing of the request is looked at. */
    record Refused(Refusal refusal) implements Identification {}
}
