// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

/**
 * Where the operator tells its health and metrics.
 *
 * @param host address on which it listens
 * @param managementPort port; 0 for any free one
 */
public record ServerSettings(String host, int managementPort) {}
