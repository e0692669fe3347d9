// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import io.helidon.config.Config;
import java.util.Map;
import java.util.Optional;

/**
 * The lease that the one acting replica of the operator holds.
 *
 * @param leaseNamespace namespace of the lease
 * @param leaseName name of the lease
 * @param identity name under which this replica holds it, different for each: the pod's name
 */
public record LeaderElectionSettings(String leaseNamespace, String leaseName, String identity) {

    /** Environment variable with the name of this replica. */
    static final String IDENTITY = "POD_NAME";

    public LeaderElectionSettings {
        SettingRange.checkNamespace("leader-election.lease-namespace", leaseNamespace);
        SettingRange.checkName("leader-election.lease-name", leaseName);
        if (identity.isBlank()) {
            throw new InvalidSettings(
                    "operator.leader-election.enabled is true, but "
                            + IDENTITY
                            + " is not set: set that environment variable to a name that no other"
                            + " replica has");
        }
    }

    static Optional<LeaderElectionSettings> create(Config config, Map<String, String> environment) {
        if (!SettingRange.truth(config.get("enabled"))) {
            return Optional.empty();
        }
        return Optional.of(
                new LeaderElectionSettings(
                        SettingRange.text(config.get("lease-namespace")),
                        SettingRange.text(config.get("lease-name")),
                        environment.getOrDefault(IDENTITY, "")));
    }
}
