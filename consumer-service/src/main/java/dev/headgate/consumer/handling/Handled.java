// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.handling;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.Refusal;

/** What a handler's answer means for a row. */
public sealed interface Handled {

    /**
     * It is to land.
     *
     * @param row as it was or with other data
     */
    record Ready(EventRow row) implements Handled {}

    /**
     * It is never to land.
     *
     * @param refused the record and why
     */
    record Rejected(Refused refused) implements Handled {}

    /**
     * It is to be handled again later.
     *
     * @param row as it was
     * @param refusal why
     */
    record Postponed(EventRow row, Refusal refusal) implements Handled {}
}
