// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.time.Duration;

/**
 * How stopping went.
 *
 * @param complete everything that was fetched is settled, and Kafka's committed offsets say so
 * @param records records settled while stopping
 * @param partitions partitions given back
 * @param took how long it took
 */
public record DrainReport(boolean complete, long records, int partitions, Duration took) {}
