// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.server;

import dev.headgate.contract.name.MetricName;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests to the API server by method and by what came of them; watches too. */
public final class ApiRequests implements Interceptor {

    /** What came of a request. */
    private enum Outcome {
        ANSWERED,
        REFUSED,
        FAILED,
        UNANSWERED;

        static Outcome of(int status) {
            return status < 400 ? ANSWERED : status < 500 ? REFUSED : FAILED;
        }

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String OTHER = "other";
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", OTHER);

    private final Map<String, Map<Outcome, LongAdder>> counts = new HashMap<>();

    /** Counters that the given registry shows. */
    public ApiRequests(MeterRegistry registry) {
        for (String method : METHODS) {
            var outcomes = new EnumMap<Outcome, LongAdder>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                var count = new LongAdder();
                outcomes.put(outcome, count);
                registry.getOrCreate(
                        FunctionalCounter.builder(
                                        MetricName.OPERATOR_API_REQUESTS, count, LongAdder::sum)
                                .tags(
                                        List.of(
                                                Tag.create("method", method),
                                                Tag.create("outcome", outcome.tag()))));
            }
            counts.put(method, outcomes);
        }
    }

    @Override
    public void after(
            HttpRequest request,
            HttpResponse<?> response,
            AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        count(request, Outcome.of(response.code()));
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        count(request, Outcome.UNANSWERED);
    }

    private void count(HttpRequest request, Outcome outcome) {
        Map<Outcome, LongAdder> ofMethod =
                counts.containsKey(request.method())
                        ? counts.get(request.method())
                        : counts.get(OTHER);
        if (ofMethod != null) {
            LongAdder count = ofMethod.get(outcome);
            if (count != null) {
                count.increment();
            }
        }
    }
}
