// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.LoadPlan.Patience;
import dev.headgate.loadtest.RequestHeader;
import dev.headgate.loadtest.arrival.ArrivalText;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Plans for tests. */
final class Plans {

    private Plans() {}

    static LoadPlan open(FakeTarget target, String rate, Duration duration) {
        return open(target, rate, duration, Patience.DEFAULT);
    }

    static LoadPlan open(FakeTarget target, String rate, Duration duration, Patience patience) {
        LoadPlan plan =
                plan(
                        target.address(),
                        PlainWorkload.SINGLE,
                        new Model.Open(ArrivalText.schedule(rate, duration)),
                        Long.MAX_VALUE,
                        16,
                        1);
        return new LoadPlan(
                plan.target(),
                plan.address(),
                plan.headers(),
                plan.workload(),
                plan.model(),
                plan.requestsMax(),
                plan.connections(),
                plan.threads(),
                patience);
    }

    static LoadPlan plan(
            FakeTarget target,
            PlainWorkload workload,
            Model model,
            long requests,
            int connections,
            int threads) {
        return plan(target.address(), workload, model, requests, connections, threads);
    }

    static LoadPlan plan(
            InetSocketAddress address,
            PlainWorkload workload,
            Model model,
            long requests,
            int connections,
            int threads) {
        return new LoadPlan(
                URI.create("http://127.0.0.1:" + address.getPort() + "/v1/events?x=y"),
                address,
                List.of(RequestHeader.parse("Authorization: Bearer secret")),
                workload,
                model,
                requests,
                connections,
                threads,
                Patience.DEFAULT);
    }
}
