// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.function.BooleanSupplier;

/**
 * Lets a replica that does not lead, or stops, read from the API server, and write nothing there
 * but the lease. Work that began before ends here at its next write.
 */
public final class LeadershipFence implements Interceptor {

    private static final String LEASES = "/apis/coordination.k8s.io/";

    private final BooleanSupplier leading;

    /** Holds back all writes while the supplier says no. */
    public LeadershipFence(BooleanSupplier leading) {
        this.leading = leading;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!request.method().equals("GET")
                && !request.uri().getPath().startsWith(LEASES)
                && !leading.getAsBoolean()) {
            throw new IllegalStateException(
                    "this replica does not lead, or stops, and writes nothing: "
                            + request.method()
                            + " "
                            + request.uri().getPath());
        }
    }
}
