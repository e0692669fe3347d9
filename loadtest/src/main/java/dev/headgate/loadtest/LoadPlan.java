// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest;

import dev.headgate.loadtest.arrival.ArrivalSchedule;
import dev.headgate.loadtest.workload.Workload;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a run shall send, where and when.
 *
 * @param target where requests go
 * @param address the target's address, resolved
 * @param headers headers of each request, besides those that HTTP needs
 * @param workload the events
 * @param model when requests are sent
 * @param requestsMax most requests that are sent, 1 or more; those sent again are not counted
 * @param connections most connections at a time, 1 to {@link #CONNECTIONS_MAX}
 * @param threads threads that drive them, 1 to {@link #THREADS_MAX}, at most one per connection
 * @param patience limits of waiting
 */
public record LoadPlan(
        URI target,
        InetSocketAddress address,
        List<RequestHeader> headers,
        Workload workload,
        Model model,
        long requestsMax,
        int connections,
        int threads,
        Patience patience) {

    public static final int CONNECTIONS_MAX = 20_000;
    public static final int THREADS_MAX = 64;

    public LoadPlan {
        headers = List.copyOf(headers);
        if (requestsMax < 1) {
            throw new IllegalArgumentException("a run has at least one request");
        }
        if (connections < 1 || connections > CONNECTIONS_MAX) {
            throw new IllegalArgumentException(
                    "there are 1 to %,d connections, not %,d"
                            .formatted(CONNECTIONS_MAX, connections));
        }
        if (threads < 1 || threads > Math.min(THREADS_MAX, connections)) {
            throw new IllegalArgumentException(
                    "there are 1 to %d threads, at most one for each connection, not %d"
                            .formatted(THREADS_MAX, threads));
        }
    }

    /** When requests are sent. */
    public sealed interface Model {

        /** How long requests are begun. */
        Duration duration();

        /** At instants that do not depend on answers. */
        record Open(ArrivalSchedule schedule) implements Model {

            @Override
            public Duration duration() {
                return schedule.duration();
            }
        }

        /** On each connection, the next as soon as the last is answered. */
        record Closed(Duration duration) implements Model {}
    }

    /**
     * Limits of waiting.
     *
     * @param warmUp how long, from the start, latencies are not recorded
     * @param answer how long an answer may take before the request is given up
     * @param retry how long after it was due a request is sent again, with the same ids, after a
     *     failure that may pass; zero for never
     */
    public record Patience(Duration warmUp, Duration answer, Duration retry) {

        /** The defaults: no warm-up, ten seconds, no repeats. */
        public static final Patience DEFAULT =
                new Patience(Duration.ZERO, Duration.ofSeconds(10), Duration.ZERO);
    }

    /**
     * How many requests are due up to an instant; in a closed run those that are sent.
     *
     * @param elapsedNanos since the run's start
     * @param sent requests sent by then
     */
    public long dueUntil(long elapsedNanos, long sent) {
        return switch (model) {
            case Model.Open(ArrivalSchedule schedule) ->
                    Math.min(requestsMax, schedule.dueUntil(elapsedNanos));
            case Model.Closed _ -> sent;
        };
    }

    /** How many requests the run has at most, as far as is known beforehand. */
    public long plannedRequests() {
        return switch (model) {
            case Model.Open(ArrivalSchedule schedule) -> Math.min(requestsMax, schedule.count());
            case Model.Closed _ -> requestsMax;
        };
    }
}
