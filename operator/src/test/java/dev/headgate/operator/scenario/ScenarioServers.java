// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import dev.headgate.embedded.KafkaProcess;
import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What stands around an operator: an API server with the controllers of Kubernetes, and a broker
 * that can be killed. There is no kubelet; see {@link ClusterHands}.
 */
public record ScenarioServers(KubeApiServer kubernetes, KafkaProcess kafka)
        implements AutoCloseable {

    /** Starts them below a folder; blocks until all answer. */
    public static ScenarioServers start(Path folder) {
        KubeApiServer kubernetes = SharedCluster.started(folder);
        try {
            // The garbage collector learns of a kind when it starts, else half a minute later.
            kubernetes.startControllerManager();
            return new ScenarioServers(
                    kubernetes, KafkaProcess.start(Files.createTempDirectory(folder, "kafka")));
        } catch (IOException e) {
            kubernetes.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            kubernetes.close();
            throw e;
        }
    }

    @Override
    public void close() {
        kafka.close();
        kubernetes.close();
    }
}
