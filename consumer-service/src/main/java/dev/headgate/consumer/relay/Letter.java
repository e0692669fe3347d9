// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import dev.headgate.tables.generated.tables.records.DeadLetterRecord;

/**
 * A dead letter that is not published yet.
 *
 * @param row its row; without the value if that was too large to be read
 * @param valueBytes length of its value
 * @param whole whether the row has the value, if there is one
 */
record Letter(DeadLetterRecord row, int valueBytes, boolean whole) {}
