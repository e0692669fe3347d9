// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.proxy.ApiRequest;
import dev.headgate.operator.proxy.ApiRequest.Verb;
import dev.headgate.operator.proxy.Fault;
import dev.headgate.operator.proxy.Fault.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The way to the API server is bad; pipelines end as they should, without a storm of requests. */
@ExtendWith(ScenarioCluster.class)
class ApiChaosIT {

    /** A pipeline that is made and changed once needs about a hundred. */
    private static final long REQUESTS_MAX = 500;

    /** What goes wrong, and with which requests. */
    record Trouble(String name, Fault fault, Predicate<ApiRequest> concerned) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Trouble> troubles() {
        return List.of(
                new Trouble("409", Refusal.CONFLICT, ApiChaosIT::mayConflict),
                new Trouble("500", Refusal.BROKEN, _ -> true),
                new Trouble("429", Refusal.BUSY, _ -> true),
                new Trouble(
                        "410",
                        Refusal.GONE,
                        each -> each.verb() == Verb.LIST || each.verb() == Verb.WATCH),
                new Trouble(
                        "expired watch",
                        new Fault.ExpiredWatch(),
                        each -> each.verb() == Verb.WATCH),
                new Trouble("slow", new Fault.Slowness(Duration.ofMillis(300)), _ -> true),
                new Trouble("request lost", new Fault.LostRequest(), _ -> true),
                new Trouble("answer lost", new Fault.LostAnswer(), _ -> true));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void theFirstTwoRequestsOfEachKindFail(Trouble trouble, ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();
            ApiProxy proxy = operator.proxy();
            proxy.faults().next(Integer.MAX_VALUE, firstTwo(trouble.concerned()), trouble.fault());
            proxy.cutWatches();

            story.createMinimal();
            story.awaitReady("orders");
            proxy.cutWatches();
            story.change("orders", "spec: {ingest: {maxBatchEvents: 77}}");
            story.awaitReady("orders");

            EndState state = EndState.of(story, "orders");
            assertThat(state.conditions().values()).allMatch(each -> each.startsWith("True "));
            assertThat(state.children().get("ConfigMap/orders-ingest")).contains("77");
            assertThat(state.claims().values()).containsOnly("NAMESPACE/orders seen");
            assertThatRequestsAreFewerThan(REQUESTS_MAX, proxy);
        }
    }

    @Test
    void everyFifthRequestFailsInAnotherWay(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();
            ApiProxy proxy = operator.proxy();
            for (Trouble trouble : troubles()) {
                proxy.faults().oneIn(5 * troubles().size(), trouble.concerned(), trouble.fault());
            }

            story.createMinimal();
            story.awaitReady("orders");
            story.change("orders", "spec: {ingest: {maxBatchEvents: 77}}");
            story.awaitReady("orders");

            assertThat(EndState.of(story, "orders").children().get("ConfigMap/orders-ingest"))
                    .contains("77");
            assertThatRequestsAreFewerThan(REQUESTS_MAX, proxy);
        }
    }

    @Test
    void watchesThatAreCutAgainAndAgainMissNothing(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();
            ApiProxy proxy = operator.proxy();
            story.createMinimal();
            story.awaitReady("orders");

            for (int batch = 1; batch <= 5; batch++) {
                proxy.cutWatches();
                story.change("orders", "spec: {ingest: {maxBatchEvents: %d}}".formatted(batch));
                story.client()
                        .services()
                        .inNamespace(story.namespace())
                        .withName("orders-ingest")
                        .delete();
                story.awaitReady("orders");
            }

            await().atMost(Scenario.SOON)
                    .until(() ->
                            story.client()
                                            .services()
                                            .inNamespace(story.namespace())
                                            .withName("orders-ingest")
                                            .get()
                                    != null);
            assertThatRequestsAreFewerThan(2 * REQUESTS_MAX, proxy);
        }
    }

    private static void assertThatRequestsAreFewerThan(long max, ApiProxy proxy) {
        assertThat(proxy.traffic().requests()).as("%s", proxy.traffic().counts()).isLessThan(max);
    }

    /** Where somebody else may have written, too; each costs a pause that grows. */
    private static boolean mayConflict(ApiRequest request) {
        return request.writes()
                && Set.of("configmaps", "ingestionpipelines").contains(request.resource());
    }

    private static Predicate<ApiRequest> firstTwo(Predicate<ApiRequest> concerned) {
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        return request ->
                concerned.test(request)
                        && seen.computeIfAbsent(
                                                request.verb() + " " + request.kind(),
                                                _ -> new AtomicInteger())
                                        .incrementAndGet()
                                <= 2;
    }
}
