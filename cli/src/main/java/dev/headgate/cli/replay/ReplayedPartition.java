// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.replay;

/**
 * What a replay did to a partition.
 *
 * @param partition number of the partition
 * @param before the first offset that was not settled
 * @param after the same now; equal if there is nothing to read again
 */
record ReplayedPartition(int partition, long before, long after) {

    long records() {
        return before - after;
    }

    @Override
    public String toString() {
        return records() == 0
                ? "partition %d: stays at offset %d".formatted(partition, before)
                : "partition %d: from offset %d back to %d".formatted(partition, before, after);
    }
}
