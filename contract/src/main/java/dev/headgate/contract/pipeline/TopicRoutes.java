// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * Says which topic takes an event type: the topic with the most specific matching pattern. Equal
 * patterns on two topics are refused by {@link PipelineFile} before routes are made.
 */
public final class TopicRoutes {

    private final TypeRoutes<TopicSpec> routes;

    private TopicRoutes(TypeRoutes<TopicSpec> routes) {
        this.routes = routes;
    }

    /** Routes over the given topics. */
    public static TopicRoutes of(List<TopicSpec> topics) {
        return new TopicRoutes(
                TypeRoutes.of(
                        topics,
                        topic -> topic.eventTypes().stream().map(EventTypePattern::of).toList()));
    }

    /** The topic for an event type, or nothing when no pattern matches. */
    public Optional<TopicSpec> route(String eventType) {
        return routes.route(eventType);
    }
}
