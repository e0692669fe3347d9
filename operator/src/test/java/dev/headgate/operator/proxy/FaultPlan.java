// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Which of the coming requests meet which fault. For any number of threads. */
public final class FaultPlan {

    private static final Fault NONE = new Fault.None();

    private record Rule(Predicate<ApiRequest> concerned, Fault fault, AtomicInteger left) {

        boolean takes(ApiRequest request) {
            return concerned.test(request)
                    && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        }
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /** Has the next so many of these requests meet a fault. */
    public void next(int requests, Predicate<ApiRequest> concerned, Fault fault) {
        rules.add(new Rule(concerned, fault, new AtomicInteger(requests)));
    }

    /** Has one in so many of these requests meet a fault, until {@link #clear}. */
    public void oneIn(int interval, Predicate<ApiRequest> concerned, Fault fault) {
        var seen = new AtomicInteger();
        next(
                Integer.MAX_VALUE,
                request -> concerned.test(request) && seen.incrementAndGet() % interval == 0,
                fault);
    }

    /** Nothing fails from now on. */
    public void clear() {
        rules.clear();
    }

    /** Number of faults that were planned and have not happened. */
    public int left() {
        return rules.stream().mapToInt(rule -> rule.left().get()).sum();
    }

    Fault of(ApiRequest request) {
        return rules.stream()
                .filter(rule -> rule.takes(request))
                .findFirst()
                .map(Rule::fault)
                .orElse(NONE);
    }
}
