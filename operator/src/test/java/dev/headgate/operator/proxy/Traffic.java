// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * What went to the API server: all requests counted, the writes noted in their order. A write
 * without effect counts too: the API server has to work for it, though no resource version shows
 * it.
 */
public final class Traffic {

    /** As many as hundreds of pipelines need; later ones are only counted. */
    private static final int NOTED_MAX = 100_000;

    /**
     * A request and what came of it.
     *
     * @param status HTTP status of the answer
     */
    public record Exchange(ApiRequest request, int status) {}

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Exchange> writes = new ConcurrentLinkedQueue<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder noted = new LongAdder();

    void add(ApiRequest request, int status) {
        requests.increment();
        counts.computeIfAbsent(request.verb() + " " + request.kind(), _ -> new LongAdder())
                .increment();
        if (request.writes() && noted.sum() < NOTED_MAX) {
            noted.increment();
            writes.add(new Exchange(request, status));
        }
    }

    /** All requests, also those to watch. */
    public long requests() {
        return requests.sum();
    }

    /** Requests that may change something, without those of Leases. */
    public List<Exchange> writes() {
        return List.copyOf(writes);
    }

    /** Number of requests by verb and kind, such as {@code patch deployments/scale}. */
    public Map<String, Long> counts() {
        var sums = new TreeMap<String, Long>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
