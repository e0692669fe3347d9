// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import dev.headgate.operator.cluster.UserRequests;
import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.setting.SettingsFixture;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole operators at a real API server: who acts, who waits, and who has to stop. */
@ExtendWith(SharedCluster.class)
class OperatorServiceIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Less than the lease lasts: it was given back. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final Duration QUIET = Duration.ofSeconds(5);

    /** An operator, what it writes, and what it has called broken. */
    private record Replica(
            ApiProxy proxy, OperatorService service, CompletableFuture<String> broken)
            implements AutoCloseable {

        static Replica start(KubeApiServer server, OperatorSettings settings) {
            ApiProxy proxy = ApiProxy.start(server.config());
            var broken = new CompletableFuture<String>();
            return new Replica(
                    proxy,
                    OperatorService.start(settings, proxy.config(), broken::complete),
                    broken);
        }

        boolean leads() {
            return service.isLeading();
        }

        boolean ready() {
            return port().health("ready") == 200;
        }

        ManagementPort port() {
            return new ManagementPort(service.port());
        }

        int writes() {
            return proxy.traffic().writes().size();
        }

        @Override
        public void close() {
            service.stop();
            proxy.close();
        }
    }

    @Test
    void theOnlyReplicaActsWithoutALease(KubeApiServer server) {
        String namespace = server.namespace("alone");
        try (var replica =
                Replica.start(server, SettingsFixture.settings(Set.of(namespace), "kafka:9092"))) {
            ManagementPort port = replica.port();
            assertThat(replica.leads()).isTrue();
            assertThat(port.health("live")).isEqualTo(200);
            assertThat(replica.ready()).isTrue();
            var pipeline = created(server, namespace, "orders");
            await().atMost(SOON).until(() -> pipeline.get().getStatus() != null);

            replica.service().stop();

            assertThat(port.health("ready")).isZero();
            assertThat(replica.proxy().traffic().counts())
                    .doesNotContainKeys("get leases", "create leases");
        }
    }

    @Test
    void oneOfTwoReplicasActsAndTheOtherTakesOver(KubeApiServer server) {
        String namespace = server.namespace("elected");
        try (var first = Replica.start(server, SettingsFixture.elected(namespace, "first"))) {
            await().atMost(SOON).until(() -> first.leads() && first.ready());
            try (var second = Replica.start(server, SettingsFixture.elected(namespace, "second"))) {
                await().atMost(SOON).until(second::ready);
                var before = created(server, namespace, "before");
                await().atMost(SOON).until(() -> before.get().getStatus() != null);
                assertThat(second.leads()).isFalse();
                assertThat(second.writes()).isZero();

                first.service().stop();

                await().atMost(AT_ONCE).until(second::leads);
                int written = first.writes();
                var after = created(server, namespace, "after");
                await().atMost(SOON).until(() -> after.get().getStatus() != null);
                assertThat(second.ready()).isTrue();
                assertThat(second.broken()).isNotDone();
                assertThat(first.writes()).isEqualTo(written);
            }
            assertThat(first.broken()).as("an end that was asked for").isNotDone();
        }
    }

    @Test
    void aReplicaThatLostTheLeaseSaysSoAndWritesNothing(KubeApiServer server) {
        String namespace = server.namespace("fenced");
        try (var replica = Replica.start(server, SettingsFixture.elected(namespace, "loser"))) {
            var led = created(server, namespace, "led");
            await().atMost(SOON).until(() -> led.get().getStatus() != null);

            taken(server, namespace);

            await().atMost(SOON).until(() -> replica.broken().isDone());
            assertThat(replica.broken()).isCompletedWithValue("the lease is lost");
            assertThat(replica.leads()).isFalse();
            int written = replica.writes();
            var orphan = created(server, namespace, "orphan");
            await().during(QUIET)
                    .atMost(QUIET.plus(SOON))
                    .until(() -> orphan.get().getStatus() == null && replica.writes() == written);
        }
    }

    @Test
    void aReplicaThatIsCutOffStopsLeadingBeforeTheOtherBegins(KubeApiServer server) {
        String namespace = server.namespace("cut");
        try (var first = Replica.start(server, SettingsFixture.elected(namespace, "first"))) {
            await().atMost(SOON).until(first::leads);
            try (var second = Replica.start(server, SettingsFixture.elected(namespace, "second"))) {
                await().atMost(SOON).until(second::ready);

                first.proxy().die();

                await().atMost(SOON).until(second::leads);
                assertThat(first.leads()).isFalse();
                await().atMost(SOON).until(() -> first.broken().isDone());
            }
        }
    }

    /** As a replica does whose clock is ahead, or that this one could not be seen by. */
    private static void taken(KubeApiServer server, String namespace) {
        server.client()
                .leases()
                .inNamespace(namespace)
                .withName("operator")
                .edit(lease ->
                        new LeaseBuilder(lease)
                                .editSpec()
                                .withHolderIdentity("winner")
                                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                                .endSpec()
                                .build());
    }

    private static Resource<PipelineResource> created(
            KubeApiServer server, String namespace, String name) {
        UserRequests.createPipeline(
                server.client(), namespace, name, Map.of("topics", List.of(Map.of("name", name))));
        return server.client()
                .resources(PipelineResource.class)
                .inNamespace(namespace)
                .withName(name);
    }
}
