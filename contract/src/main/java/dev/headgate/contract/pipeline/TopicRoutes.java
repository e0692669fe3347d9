// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which topic takes an event type: the topic with the most specific matching pattern. Equal
 * patterns on two topics are refused by {@link PipelineFile} before routes are made.
 */
public final class TopicRoutes {

    private record OpenRoute(EventTypePattern pattern, TopicSpec topic) {}

    private final Map<String, TopicSpec> literals;
    private final List<OpenRoute> longestFirst;

    private TopicRoutes(Map<String, TopicSpec> literals, List<OpenRoute> longestFirst) {
        this.literals = Map.copyOf(literals);
        this.longestFirst = List.copyOf(longestFirst);
    }

    /** Routes over the given topics. */
    public static TopicRoutes of(List<TopicSpec> topics) {
        var literals = new HashMap<String, TopicSpec>();
        var open = new ArrayList<OpenRoute>();
        for (TopicSpec topic : topics) {
            for (String text : topic.eventTypes()) {
                EventTypePattern pattern = EventTypePattern.of(text);
                if (pattern.open()) {
                    open.add(new OpenRoute(pattern, topic));
                } else {
                    literals.put(pattern.prefix(), topic);
                }
            }
        }
        open.sort(
                Comparator.comparingInt((OpenRoute route) -> route.pattern().specificity())
                        .reversed());
        return new TopicRoutes(literals, open);
    }

    /** The topic for an event type, or nothing when no pattern matches. */
    public Optional<TopicSpec> route(String eventType) {
        TopicSpec literal = literals.get(eventType);
        if (literal != null) {
            return Optional.of(literal);
        }
        for (OpenRoute route : longestFirst) {
            if (route.pattern().matches(eventType)) {
                return Optional.of(route.topic());
            }
        }
        return Optional.empty();
    }
}
