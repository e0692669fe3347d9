// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import dev.headgate.tail.SeenRecord;

/** Makes the line that shows a record. */
interface RecordPrinter {

    String line(SeenRecord seen);
}
