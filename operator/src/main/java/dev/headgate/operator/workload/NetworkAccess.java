// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may reach a pipeline's pods, and what these may reach.
 *
 * @param management who may ask for health and metrics: operator, console, monitoring
 * @param databasePorts ports of PostgreSQL; the address itself is in a Secret
 */
public record NetworkAccess(List<Peer> management, List<Integer> databasePorts) {

    public NetworkAccess {
        management = List.copyOf(management);
        databasePorts = databasePorts.stream().sorted().distinct().toList();
    }

    /**
     * Pods of a namespace.
     *
     * @param labels what the pods carry; none means all of the namespace
     */
    public record Peer(String namespace, SortedMap<String, String> labels) {

        /** Pods of a namespace with all of these labels. */
        public static Peer of(String namespace, Map<String, String> labels) {
            return new Peer(namespace, new TreeMap<>(labels));
        }
    }
}
