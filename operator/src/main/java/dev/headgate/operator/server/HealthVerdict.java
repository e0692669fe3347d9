// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.server;

/**
 * Whether something is well, and why.
 *
 * @param reason a few words that people read
 */
public record HealthVerdict(boolean well, String reason) {}
