// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ledgers on a real API server. */
@ExtendWith(SharedCluster.class)
class ConfigMapClaimsIT {

    private static final PipelineIdentity OWNER = new PipelineIdentity("shop", "orders", "uid-1");
    private static final TopicLedger ONE =
            new TopicLedger(Map.of("orders", new TopicClaim(OWNER, null)));
    private static final TopicLedger TWO =
            new TopicLedger(
                    Map.of(
                            "orders", new TopicClaim(OWNER, "id-1"),
                            "dlq.orders", new TopicClaim(OWNER, "id-2")));

    @Test
    void keepsWhatWasWritten(KubeApiServer server) {
        ConfigMapClaims store = store(server);

        assertThat(store.write("Kept_Cluster-1", ONE, null)).isEqualTo(ClaimStore.Writing.Stored);
        ClaimStore.Reading.Found first = found(store, "Kept_Cluster-1");
        assertThat(first.ledger()).isEqualTo(ONE);
        assertThat(store.write("Kept_Cluster-1", TWO, first.version()))
                .isEqualTo(ClaimStore.Writing.Stored);
        assertThat(found(store, "Kept_Cluster-1").ledger()).isEqualTo(TWO);
        assertThat(found(store, "kept_cluster-1").ledger().claims()).isEmpty();
    }

    @Test
    void aWriterThatReadBeforeAnotherOneWroteIsOvertaken(KubeApiServer server) {
        ConfigMapClaims store = store(server);
        assertThat(store.write("raced", ONE, null)).isEqualTo(ClaimStore.Writing.Stored);
        String read = found(store, "raced").version();

        assertThat(store.write("raced", TWO, null)).isEqualTo(ClaimStore.Writing.Overtaken);
        assertThat(store.write("raced", TWO, read)).isEqualTo(ClaimStore.Writing.Stored);
        assertThat(store.write("raced", ONE, read)).isEqualTo(ClaimStore.Writing.Overtaken);
        assertThat(found(store, "raced").ledger()).isEqualTo(TWO);
    }

    private static ConfigMapClaims store(KubeApiServer server) {
        return new ConfigMapClaims(server.client(), "default");
    }

    private static ClaimStore.Reading.Found found(ConfigMapClaims store, String clusterId) {
        ClaimStore.Reading reading = store.read(clusterId);
        assertThat(reading).isInstanceOf(ClaimStore.Reading.Found.class);
        return (ClaimStore.Reading.Found) reading;
    }
}
