// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what is meant for an event type: that with the most specific matching pattern. A literal is
 * more specific than any prefix, a longer prefix than a shorter.
 *
 * @param <T> what types are routed to
 */
public final class TypeRoutes<T> {

    private record OpenRoute<T>(EventTypePattern pattern, T target) {}

    private final Map<String, T> literals;
    private final List<OpenRoute<T>> longestFirst;

    private TypeRoutes(Map<String, T> literals, List<OpenRoute<T>> longestFirst) {
        this.literals = Map.copyOf(literals);
        this.longestFirst = List.copyOf(longestFirst);
    }

    /**
     * Routes to these targets.
     *
     * @param patterns the types of a target; no two targets have the same pattern
     */
    public static <T> TypeRoutes<T> of(
            Collection<T> targets, Function<T, List<EventTypePattern>> patterns) {
        var literals = new HashMap<String, T>();
        var open = new ArrayList<OpenRoute<T>>();
        for (T target : targets) {
            for (EventTypePattern pattern : patterns.apply(target)) {
                if (pattern.open()) {
                    open.add(new OpenRoute<>(pattern, target));
                } else {
                    literals.put(pattern.prefix(), target);
                }
            }
        }
        open.sort(
                Comparator.comparingInt((OpenRoute<T> route) -> route.pattern().prefix().length())
                        .reversed());
        return new TypeRoutes<>(literals, open);
    }

    /** What is meant for an event type; nothing if no pattern matches. */
    public Optional<T> route(String eventType) {
        T literal = literals.get(eventType);
        if (literal != null) {
            return Optional.of(literal);
        }
        for (OpenRoute<T> route : longestFirst) {
            if (route.pattern().matches(eventType)) {
                return Optional.of(route.target());
            }
        }
        return Optional.empty();
    }
}
