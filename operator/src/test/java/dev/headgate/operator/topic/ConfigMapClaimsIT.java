// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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

    /** As many as the framework reconciles at a time. */
    private static final int CROWD = 50;

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

    @Test
    void manyPipelinesClaimAtTheSameTime(KubeApiServer server) throws InterruptedException {
        var claims = new TopicClaims(store(server), _ -> false);
        var snapshot = new ClusterSnapshot("crowded", 1, 1, Map.of(), Set.of());
        List<Callable<TopicClaims.Outcome>> all =
                IntStream.range(0, CROWD)
                        .mapToObj(ConfigMapClaimsIT::request)
                        .<Callable<TopicClaims.Outcome>>map(
                                request -> () -> claims.claim(request, snapshot))
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(all))
                    .extracting(Future::resultNow)
                    .allSatisfy(outcome ->
                            assertThat(outcome).isInstanceOf(TopicClaims.Outcome.Known.class));
        }
        assertThat(found(store(server), "crowded").ledger().claims()).hasSize(2 * CROWD);
    }

    private static TopicRequest request(int number) {
        return TopicRequest.of(
                new PipelineIdentity("shop", "orders-" + number, "uid-" + number),
                WantedTopics.of("[{name: crowded-%d}]".formatted(number)));
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
