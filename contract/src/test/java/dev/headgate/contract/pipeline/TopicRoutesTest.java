// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRoutesTest {

    private static final TopicRoutes ROUTES =
            TopicRoutes.of(
                    List.of(
                            topic("rest", "*"),
                            topic("orders", "order.*", "refund.created"),
                            topic("eu", "order.eu.*"),
                            topic("audit", "order.eu.audit")));

    @ParameterizedTest
    @CsvSource({
        "order.created, orders",
        "order., orders",
        "order.eu.created, eu",
        "order.eu.audit, audit",
        "order.eu.audit.more, eu",
        "refund.created, orders",
        "refund.createdX, rest",
        "Order.created, rest",
        "order, rest",
        "anything at all, rest"
    })
    void sendsAnEventTypeToTheMostSpecificPattern(String eventType, String topic) {
        assertThat(ROUTES.route(eventType)).map(TopicSpec::name).contains(topic);
    }

    @Test
    void hasNoRouteWhereNoPatternMatches() {
        TopicRoutes closed = TopicRoutes.of(List.of(topic("orders", "order.*")));
        assertThat(closed.route("refund.created")).isEmpty();
    }

    @Test
    void decidesAlikeWhateverTheOrderOfTopics() {
        TopicRoutes reversed =
                TopicRoutes.of(List.of(topic("eu", "order.eu.*"), topic("orders", "order.*")));
        assertThat(reversed.route("order.eu.created")).map(TopicSpec::name).contains("eu");
        assertThat(reversed.route("order.us.created")).map(TopicSpec::name).contains("orders");
    }

    private static TopicSpec topic(String name, String... eventTypes) {
        return new TopicSpec(name, List.of(eventTypes), PartitionBy.Key, 12, null, 168);
    }
}
