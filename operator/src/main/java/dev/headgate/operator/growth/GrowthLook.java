// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.contract.growth.GateOrder;
import dev.headgate.contract.growth.GateReport;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.operator.growth.LandingPace.Forecast;
import dev.headgate.operator.resource.GrowthStatus.Hindrance;
import dev.headgate.operator.topic.DrainObservation;
import dev.headgate.operator.topic.GrowthGate;
import dev.headgate.operator.topic.GrowthProtocol.Step;
import dev.headgate.operator.topic.GrowthState;
import dev.headgate.operator.topic.PendingGrowth;
import dev.headgate.operator.topic.TopicBacklog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One look at the growths of one pipeline: which ingest instances there are, whether they hold
 * back, what has not landed, and what follows. Used once.
 *
 * <p>The order matters. What consumers have left is asked after the last instance has said that
 * nothing is on its way from it. Partitions are added soon after the instances were listed, for one
 * that has come meanwhile must not have begun to send by then; it waits for {@link
 * dev.headgate.contract.settings.SettingsRendering#START_HOLD} after its start.
 */
final class GrowthLook {

    /** With the time that Kafka has, less than an instance waits after its start. */
    private static final Duration ACT_WITHIN = Duration.ofMillis(1_500);

    private final GrowthTools tools;
    private final GrowthRequest request;
    private final long listedNanos = System.nanoTime();
    private final Optional<List<IngestReplica>> replicas;
    private final Map<String, PendingGrowth> wanted;

    GrowthLook(GrowthTools tools, GrowthRequest request) {
        this.tools = tools;
        this.request = request;
        this.replicas = tools.ingest().of(request.pipeline());
        this.wanted =
                request.wanted().stream()
                        .collect(Collectors.toMap(PendingGrowth::topic, Function.identity()));
    }

    /**
     * What follows.
     *
     * @param states the states by topic; the same as before if ingest cannot be seen
     * @param behind topics that do not begin to grow, since consumers would not be through soon
     */
    record Result(Map<String, GrowthState> states, Set<String> behind) {}

    Result step(Map<String, GrowthState> due) {
        if (replicas.isEmpty()) {
            return new Result(due, Set.of());
        }
        var acknowledged = new HashMap<String, Integer>();
        due.forEach((topic, state) -> acknowledged.put(topic, holdBack(state)));
        Instant measuredAt = tools.clock().instant();
        String group = PipelineNames.of(request.pipeline()).consumerGroup();
        Map<String, TopicBacklog> backlogs =
                tools.topics().backlogs(request.access(), group, due.keySet());
        var next = new HashMap<String, GrowthState>();
        var behind = new HashSet<String>();
        due.forEach((topic, state) -> {
            TopicBacklog backlog = backlogs.getOrDefault(topic, TopicBacklog.UNKNOWN);
            Forecast forecast =
                    mayBegin(state) && wanted.containsKey(topic)
                            ? tools.pace().forecast(request.pipeline(), topic, backlog)
                            : Forecast.Soon;
            if (forecast != Forecast.Soon) {
                next.put(topic, state);
                if (forecast == Forecast.Late) {
                    behind.add(topic);
                }
                return;
            }
            var seen =
                    new DrainObservation(
                            replicas.get().size(),
                            acknowledged.getOrDefault(topic, 0),
                            backlog.lagRecords(),
                            // Consumers set none aside: what cannot land keeps its partition.
                            0L,
                            measuredAt,
                            backlog.partitions(),
                            backlog.deadLetterPartitions());
            next.put(topic, step(topic, state, seen));
        });
        return new Result(next, behind);
    }

    private GrowthState step(String topic, GrowthState state, DrainObservation seen) {
        Step step = tools.protocol().step(state, wanted.get(topic), seen, tools.clock().instant());
        GrowthState after = step.grow() ? grow(state, step.state()) : step.state();
        letGo(topic, state, after);
        return after;
    }

    private static boolean mayBegin(GrowthState state) {
        return switch (state) {
            case GrowthState.Idle _, GrowthState.Aborted _, GrowthState.Opening _ -> true;
            case GrowthState.Draining _, GrowthState.Growing _ -> false;
        };
    }

    /** Tells all instances to hold back, if they are to; the number of those that do. */
    private int holdBack(GrowthState state) {
        Optional<GrowthGate> gate = state.gate().filter(GrowthGate::closed);
        if (gate.isEmpty()) {
            return 0;
        }
        long left = Duration.between(tools.clock().instant(), gate.get().expiresAt()).toMillis();
        if (left < 1) {
            return 0;
        }
        var order = new GateOrder(gate.get().partitions(), Math.min(left, GateOrder.MILLIS_MAX));
        String topic = gate.get().topic();
        // By its own clock, so that clocks which differ cannot open it too early.
        long leftMin = tools.protocol().leftMin().toMillis() / 2;
        List<GateReport> reports = tools.gates().close(replicas.orElseThrow(), topic, order);
        return (int)
                reports.stream()
                        .filter(report -> report.topic().equals(topic))
                        .filter(report -> report.closed() && report.drained())
                        .filter(report -> report.millisLeft() >= leftMin)
                        .count();
    }

    private GrowthState grow(GrowthState before, GrowthState after) {
        boolean late = System.nanoTime() - listedNanos > ACT_WITHIN.toNanos();
        Optional<GrowthGate> gate = after.gate();
        if (late || gate.isEmpty() || !tools.leading().getAsBoolean()) {
            return before;
        }
        return tools.topics().grow(request.access(), gate.get().topic(), gate.get().partitions())
                ? after
                : tools.protocol().aborted(Hindrance.KafkaRefused, tools.clock().instant());
    }

    /** Instances go on at once where nothing has come of it; else when they see the partitions. */
    private void letGo(String topic, GrowthState before, GrowthState after) {
        boolean closed = before.gate().map(GrowthGate::closed).orElse(false);
        if (closed && after.gate().isEmpty()) {
            tools.gates().open(replicas.orElseThrow(), topic);
        }
    }
}
