// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

/**
 * What became of all that a tail came by.
 *
 * @param read records read from Kafka
 * @param matched those of them that the filter wants
 * @param leftOut those that matched and were more than the rate
 * @param dropped those that whoever looks was too slow for
 * @param jumpedOver records that were not read, to stay at the end of the topics
 */
public record TailCounts(long read, long matched, long leftOut, long dropped, long jumpedOver) {

    /** How many that matched, or may have, are not shown. */
    public long missed() {
        return leftOut + dropped + jumpedOver;
    }
}
