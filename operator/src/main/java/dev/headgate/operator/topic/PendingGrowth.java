// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

/**
 * Partitions that wait to be added until all earlier events have landed.
 *
 * @param to so many altogether
 * @param asked whether the spec asks for them, and not only the platform
 */
public record PendingGrowth(String topic, int from, int to, boolean asked) {}
