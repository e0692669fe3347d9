// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.reconcile.OperatorRuntime;
import dev.headgate.operator.setting.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.InstantSource;

/** The operator as it runs, with a proxy between it and the API server. */
public final class RunningOperator implements AutoCloseable {

    private final ApiProxy proxy;
    private final KubernetesClient client;
    private final OperatorRuntime runtime;

    private RunningOperator(ApiProxy proxy, KubernetesClient client, OperatorRuntime runtime) {
        this.proxy = proxy;
        this.client = client;
        this.runtime = runtime;
    }

    /** Starts one whose requests go through the proxy, which is closed with it. */
    public static RunningOperator start(
            ApiProxy proxy, OperatorSettings settings, InstantSource clock) {
        KubernetesClient client = new KubernetesClientBuilder().withConfig(proxy.config()).build();
        try {
            return new RunningOperator(
                    proxy, client, OperatorRuntime.start(client, settings, clock));
        } catch (RuntimeException e) {
            client.close();
            proxy.close();
            throw e;
        }
    }

    public ApiProxy proxy() {
        return proxy;
    }

    /** Ends it as a killed process ends: nothing that it still wants to write goes through. */
    public void kill() {
        proxy.die();
        close();
    }

    /** Ends it in good order. */
    @Override
    public void close() {
        // Without its client first, a killed operator would go on trying for its whole patience.
        if (proxy.isDead()) {
            client.close();
        }
        runtime.close();
        client.close();
        proxy.close();
    }
}
