// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.growth.GrowthNews.GrowthAborted;
import dev.headgate.operator.growth.GrowthRig.Servers;
import dev.headgate.operator.resource.GrowthStatus;
import dev.headgate.operator.resource.GrowthStatus.Hindrance;
import dev.headgate.operator.resource.GrowthStatus.Step;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.GrowthProtocol;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic grows under load, and the rows of each key arrive in the order of its events. */
class GrowthUnderLoadIT {

    private static final Logger LOGGER = Logger.getLogger(GrowthUnderLoadIT.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BACKLOG = 1_000;
    private static final int SLOW_ROW_MILLIS = 8;

    @TempDir static Path folder;

    private static Servers servers;

    @BeforeAll
    static void start() {
        servers = Servers.start(folder);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void keepsTheOrderOfEachKeyWhileConsumersAreBehind() throws Exception {
        try (var rig = new GrowthRig(servers, SLOW_ROW_MILLIS);
                var load = new KeyedLoad(rig.ingest(), 12, Duration.ofMillis(10));
                TopicGrowth growth = rig.growth(GrowthProtocol.USUAL)) {
            awaitBacklog(rig, load);

            rig.lookUntil(growth, Step.Opening);

            load.awaitAccepted(500);
            Map<String, Integer> sent = load.finish();
            awaitRows(rig, load);
            assertThat(rig.partitions()).isEqualTo(GrowthRig.TO);
            rig.arrivals.assertComplete(sent);
            assertThat(rig.arrivals.outOfOrder()).isEmpty();
            LOGGER.info(() ->
                    "%d events, %d answers 503, longest wait %d ms"
                            .formatted(load.accepted(), load.refused(), load.longest().toMillis()));
        }
    }

    /** What the gate is for: without it, the same load loses its order. */
    @Test
    void withoutTheGateTheOrderIsLost() throws Exception {
        try (var rig = new GrowthRig(servers, SLOW_ROW_MILLIS);
                var load = new KeyedLoad(rig.ingest(), 12, Duration.ofMillis(10))) {
            awaitBacklog(rig, load);
            rig.growAtOnce();
            rig.refreshProducers();

            load.awaitAccepted(500);
            Map<String, Integer> sent = load.finish();
            awaitRows(rig, load);
            rig.arrivals.assertComplete(sent);
            assertThat(rig.arrivals.outOfOrder()).isNotEmpty();
        }
    }

    @Test
    void refusesNobodyWhereConsumersKeepUp() throws Exception {
        try (var rig = new GrowthRig(servers, 0);
                var load = new KeyedLoad(rig.ingest(), 4, Duration.ofMillis(20));
                TopicGrowth growth = rig.growth(GrowthProtocol.USUAL)) {
            load.awaitAccepted(100);
            await().atMost(PATIENCE).until(() -> rig.arrivals.arrived() > 0);

            rig.lookUntil(growth, Step.Opening);

            load.awaitAccepted(200);
            Map<String, Integer> sent = load.finish();
            awaitRows(rig, load);
            assertThat(load.refused()).isZero();
            rig.arrivals.assertComplete(sent);
            assertThat(rig.arrivals.outOfOrder()).isEmpty();
            LOGGER.info(() -> "longest wait %d ms".formatted(load.longest().toMillis()));
        }
    }

    @Test
    void isGivenUpWhereAnInstanceDoesNotAnswerAndIngestGoesOn() throws Exception {
        try (var rig = new GrowthRig(servers, 0);
                var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var load = new KeyedLoad(rig.ingest(), 2, Duration.ofMillis(20));
                TopicGrowth growth = rig.growth(brief())) {
            load.awaitAccepted(20);
            rig.add(new IngestReplica("silent", GrowthRig.local(silent.getLocalPort())));
            List<GrowthNews> news = new ArrayList<>();
            List<ConditionReason> reasons = new ArrayList<>();

            await().atMost(PATIENCE)
                    .until(() -> {
                        GrowthOutcome outcome = rig.look(growth);
                        news.addAll(outcome.news());
                        outcome.judgement().ifPresent(judged -> reasons.add(judged.reason()));
                        return outcome.statuses().stream()
                                .map(GrowthStatus::step)
                                .anyMatch(step -> step == Step.Aborted);
                    });

            assertThat(news).contains(new GrowthAborted(rig.topic, Hindrance.IngestNotDrained));
            assertThat(reasons).last().isEqualTo(ConditionReason.GrowthAborted);
            assertThat(rig.partitions()).isEqualTo(GrowthRig.FROM);
            load.awaitAccepted(50);
            assertThat(load.finish()).isNotEmpty();
        }
    }

    @Test
    void nothingIsHeldBackWhileConsumersWouldNotBeThroughSoon() throws Exception {
        try (var rig = new GrowthRig(servers, 500);
                var load = new KeyedLoad(rig.ingest(), 4, Duration.ofMillis(20));
                TopicGrowth growth = rig.growth(GrowthProtocol.USUAL)) {
            load.awaitAccepted(200);
            await().atMost(PATIENCE).until(() -> rig.look(growth).judgement().isPresent());

            GrowthOutcome outcome = rig.look(growth);

            assertThat(outcome.statuses()).isEmpty();
            assertThat(outcome.judgement().orElseThrow())
                    .extracting(Judgement::reason, Judgement::message)
                    .satisfies(found -> {
                        assertThat(found.getFirst()).isEqualTo(ConditionReason.PartitionsDraining);
                        assertThat(found.getLast().toString()).contains("too far behind");
                    });
            assertThat(load.refused()).isZero();
            assertThat(load.finish()).isNotEmpty();
        }
    }

    @Test
    void theGateOpensByItselfWhenTheOperatorIsGone() throws Exception {
        try (var rig = new GrowthRig(servers, 0);
                var load = new KeyedLoad(rig.ingest(), 2, Duration.ofMillis(20))) {
            load.awaitAccepted(20);
            try (TopicGrowth growth = rig.growth(brief())) {
                rig.lookUntil(growth, Step.Draining);
                rig.look(growth);
            }

            load.awaitAccepted(50);

            assertThat(load.finish()).isNotEmpty();
            assertThat(load.longest()).isGreaterThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void anotherOperatorGoesOnFromTheStatus() throws Exception {
        try (var rig = new GrowthRig(servers, 0);
                var load = new KeyedLoad(rig.ingest(), 2, Duration.ofMillis(20))) {
            load.awaitAccepted(20);
            await().atMost(PATIENCE).until(() -> rig.arrivals.arrived() > 0);
            try (TopicGrowth growth = rig.growth(GrowthProtocol.USUAL)) {
                rig.lookUntil(growth, Step.Draining);
            }
            try (TopicGrowth growth = rig.growth(GrowthProtocol.USUAL)) {
                rig.lookUntil(growth, Step.Opening);
            }

            load.awaitAccepted(50);
            Map<String, Integer> sent = load.finish();
            awaitRows(rig, load);
            assertThat(rig.partitions()).isEqualTo(GrowthRig.TO);
            rig.arrivals.assertComplete(sent);
            assertThat(rig.arrivals.outOfOrder()).isEmpty();
        }
    }

    /** A gate of a few seconds. */
    private static GrowthProtocol brief() {
        return new GrowthProtocol(
                Duration.ofSeconds(6),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofMinutes(10));
    }

    private static void awaitBacklog(GrowthRig rig, KeyedLoad load) {
        await().atMost(PATIENCE).until(() -> load.accepted() - rig.arrivals.arrived() > BACKLOG);
    }

    private static void awaitRows(GrowthRig rig, KeyedLoad load) {
        await().atMost(PATIENCE).until(() -> rig.arrivals.arrived() == load.accepted());
    }
}
