// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.ConsumerCounts;
import dev.headgate.consumer.ConsumerSettings;
import dev.headgate.consumer.DrainReport;
import dev.headgate.consumer.deadletter.ReplayWorker;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.PartitionClaim;
import dev.headgate.consumer.landing.SingleLanding;
import dev.headgate.consumer.retry.RetryScheduler;
import dev.headgate.contract.telemetry.PartitionTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The poll loop with all that belongs to it, as the service sees it. */
public final class RunningConsumer {

    /** A wait of the database is no reason to be taken out of service unless it lasts. */
    private static final Duration BLOCKED = Duration.ofSeconds(10);

    private static final Comparator<PartitionTelemetry> ORDER =
            Comparator.comparing(PartitionTelemetry::topic)
                    .thenComparingInt(PartitionTelemetry::partition);

    private final LaneTools tools;
    private final Admin admin;
    private final Claims claims;
    private final Assignment assignment;
    private final PollLoop loop;
    private final LagSampler lag;
    private final WatermarkWatch watch;
    private final RetryScheduler retries;
    private final ReplayWorker replays;
    private final TopicWatch topicWatch;

    /**
     * What it needs of Kafka.
     *
     * @param consumer native settings of the consumer
     * @param classic the same for the classic group protocol
     * @param admin native settings of the admin client
     * @param owner name of this instance
     */
    public record KafkaAccess(
            Map<String, Object> consumer,
            Map<String, Object> classic,
            Map<String, Object> admin,
            String owner) {}

    private RunningConsumer(
            ConsumerSettings settings,
            KafkaAccess kafka,
            LandingDatabase database,
            LaneTools tools) {
        this.tools = tools;
        retries =
                new RetryScheduler(
                        database,
                        new SingleLanding(settings.deduplicate(), tools.handling()),
                        settings.retry(),
                        tools.totals());
        replays =
                new ReplayWorker(
                        database,
                        new SingleLanding(settings.deduplicate(), tools.handling()),
                        tools.totals(),
                        kafka.owner());
        admin = Admin.create(kafka.admin());
        var topics = new KafkaTopics(admin);
        claims =
                new Claims(
                        topics, new PartitionClaim(database, kafka.owner()), settings.startFrom());
        var member =
                new GroupMember(
                        settings.kafka().groupProtocol(), kafka.consumer(), kafka.classic());
        assignment =
                new Assignment(
                        member, tools, claims, new LogRanges(topics), settings.memoryBytesMax());
        loop = new PollLoop(member, settings.topics(), assignment, tools.totals());
        lag = new LagSampler(topics, assignment::lanes);
        watch = new WatermarkWatch(database, assignment::lanes, assignment::fenceLost);
        topicWatch = new TopicWatch(topics, claims, assignment::lanes, assignment::topicReplaced);
    }

    /** Begins to consume. */
    public static RunningConsumer start(
            ConsumerSettings settings,
            KafkaAccess kafka,
            LandingDatabase database,
            LaneTools tools) {
        var running = new RunningConsumer(settings, kafka, database, tools);
        running.loop.start();
        running.lag.start();
        running.watch.start();
        running.retries.start();
        running.replays.start();
        running.topicWatch.start();
        return running;
    }

    /** Drains and leaves the group. */
    public DrainReport stop(Duration timeout) throws InterruptedException {
        lag.close();
        watch.close();
        retries.close();
        replays.close();
        topicWatch.close();
        DrainReport report = loop.stop(timeout);
        admin.close(Duration.ofSeconds(1));
        return report;
    }

    /** True while the poll loop turns. */
    public boolean live() {
        return loop.live();
    }

    /** Why it should not count as ready; empty if it should. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        @Nullable String problem = loop.problem();
        if (problem != null) {
            problems.add(problem);
        }
        // The poll of a Kafka that is silent answers nothing, and fails as little.
        @Nullable Instant silent = lag.silentSince();
        if (silent != null) {
            problems.addAll(problem(new LaneCondition.Waiting(silent, "Kafka is silent")));
        }
        Stream.concat(
                        assignment.lanes().stream().map(Lane::condition),
                        claims.conditions().stream())
                .map(RunningConsumer::problem)
                .flatMap(List::stream)
                .distinct()
                .forEach(problems::add);
        problems.addAll(retries.problems());
        return problems;
    }

    private static List<String> problem(LaneCondition condition) {
        return switch (condition) {
            case LaneCondition.Running() -> List.of();
            case LaneCondition.Waiting(Instant since, String reason) ->
                    since.plus(BLOCKED).isAfter(Instant.now())
                            ? List.of()
                            : List.of("waiting: " + reason);
            case LaneCondition.Stopped(_, String reason) -> List.of("stopped: " + reason);
        };
    }

    /** How each assigned partition fares, by topic and number. */
    public List<PartitionTelemetry> partitions() {
        Map<TopicPartition, Long> ends = lag.ends();
        Instant now = Instant.now();
        var all = new HashMap<TopicPartition, PartitionTelemetry>();
        claims.waiting()
                .forEach((partition, condition) ->
                        all.put(partition, PartitionSight.claiming(partition, condition)));
        for (Lane lane : assignment.lanes()) {
            TopicPartition partition = lane.topicPartition();
            all.put(partition, PartitionSight.of(lane, ends.get(partition), now));
        }
        return all.values().stream().sorted(ORDER).toList();
    }

    /** What was done and what waits. */
    public ConsumerCounts counts() {
        OptionalLong oldest =
                assignment.lanes().stream()
                        .map(Lane::oldestTimestampMs)
                        .flatMapToLong(OptionalLong::stream)
                        .min();
        Duration age =
                oldest.isEmpty()
                        ? Duration.ZERO
                        : Duration.ofMillis(
                                Math.max(0, System.currentTimeMillis() - oldest.getAsLong()));
        return tools.totals().counts(lag.lagRecords(), age, assignment.lanes().size());
    }
}
