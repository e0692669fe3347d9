// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import java.time.Duration;

/**
 * What stopping came to.
 *
 * @param counts totals at the end
 * @param answeredWhileDraining requests answered after stopping began
 * @param cut requests that did not finish in time
 * @param took how long it took
 */
public record DrainReport(
        IngestCounts counts, long answeredWhileDraining, int cut, Duration took) {}
