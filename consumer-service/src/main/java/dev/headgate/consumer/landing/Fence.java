// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

/**
 * What a transaction must find in the watermark to be allowed to commit.
 *
 * @param epoch the fencing token taken when the partition was claimed
 * @param next the offset from which the transaction goes on
 */
public record Fence(long epoch, long next) {}
