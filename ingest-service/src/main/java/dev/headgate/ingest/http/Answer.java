// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import java.util.List;

/** What a request for events is answered. */
sealed interface Answer {

    /** The request as a whole was refused; nothing of it was sent. */
    record Refused(Problem problem) implements Answer {}

    /** What became of a single event. */
    record One(ItemResult result) implements Answer {}

    /** What became of each event of an array. */
    record Many(List<ItemResult> results) implements Answer {}
}
