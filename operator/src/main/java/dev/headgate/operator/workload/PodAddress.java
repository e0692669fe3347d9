// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where a pod can be asked, and whether it is past that. */
public final class PodAddress {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private PodAddress() {}

    /** A port of it; nothing while it has no address. */
    public static Optional<URI> of(Pod pod, int port) {
        String address = pod.getStatus().getPodIP();
        if (address == null || address.isEmpty()) {
            return Optional.empty();
        }
        String host = address.contains(":") ? "[" + address + "]" : address;
        return Optional.of(URI.create("http://" + host + ":" + port));
    }

    /** Whether its containers have ended for good. */
    public static boolean hasEnded(Pod pod) {
        return ENDED.contains(pod.getStatus().getPhase());
    }
}
