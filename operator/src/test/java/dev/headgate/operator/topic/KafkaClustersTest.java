// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KafkaClustersTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger made = new AtomicInteger();
    private final KafkaClusters clusters =
            new KafkaClusters(
                    now::get,
                    access -> {
                        made.incrementAndGet();
                        return new KafkaCluster(
                                access,
                                Duration.ofSeconds(1),
                                _ -> {
                                    throw new IllegalStateException("nothing is asked here");
                                });
                    });

    @Test
    void onePipelineAfterTheOtherSharesAConnection() {
        use("a:1");
        use("a:1");

        assertThat(made).hasValue(1);
    }

    @Test
    void anotherLoginIsAnotherConnection() {
        clusters.use(new KafkaAccess("a:1", Map.of("sasl.jaas.config", "one")), List::of);
        clusters.use(new KafkaAccess("a:1", Map.of("sasl.jaas.config", "two")), List::of);

        assertThat(made).hasValue(2);
    }

    @Test
    void whatNobodyUsesIsDropped() {
        use("a:1");
        now.updateAndGet(time -> time.plus(KafkaClusters.IDLE_MAX).plusSeconds(1));
        use("b:1");

        assertThat(clusters.size()).isEqualTo(1);
    }

    @Test
    void theOneLongestUnusedMakesRoom() {
        IntStream.range(0, KafkaClusters.CLUSTERS_MAX + 3)
                .forEach(n -> {
                    now.updateAndGet(time -> time.plusSeconds(1));
                    use("host" + n + ":1");
                });

        assertThat(clusters.size()).isEqualTo(KafkaClusters.CLUSTERS_MAX);
        use("host" + KafkaClusters.CLUSTERS_MAX + ":1");
        assertThat(made).hasValue(KafkaClusters.CLUSTERS_MAX + 3);
    }

    @Test
    void whatIsInUseMakesNoRoom() {
        assertThat(nested(0))
                .isEqualTo(
                        new KafkaClusters.Use.Refused<>(
                                new ClusterTrouble.TooMany(
                                        "host" + KafkaClusters.CLUSTERS_MAX + ":1",
                                        KafkaClusters.CLUSTERS_MAX)));
    }

    @Test
    void secretsAreNotShown() {
        var access = new KafkaAccess("a:1", Map.of("sasl.jaas.config", "password=secret"));

        assertThat(access.toString()).contains("a:1").doesNotContain("secret");
    }

    private KafkaClusters.Use<?> nested(int depth) {
        var access = new KafkaAccess("host" + depth + ":1", Map.of());
        return switch (clusters.use(
                access,
                _ ->
                        depth == KafkaClusters.CLUSTERS_MAX
                                ? List.of()
                                : List.of(nested(depth + 1)))) {
            case KafkaClusters.Use.Done<List<?>>(List<?> inner) ->
                    (KafkaClusters.Use<?>) inner.getFirst();
            case KafkaClusters.Use.Refused<List<?>> refused -> refused;
        };
    }

    private void use(String servers) {
        clusters.use(new KafkaAccess(servers, Map.of()), _ -> servers);
    }
}
