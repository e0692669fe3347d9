// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

/**
 * The lease that the one acting replica of the operator holds.
 *
 * @param leaseNamespace namespace of the lease
 * @param leaseName name of the lease
 * @param identity name under which this replica holds it, different for each: the pod's name
 */
public record LeaderElectionSettings(String leaseNamespace, String leaseName, String identity) {}
