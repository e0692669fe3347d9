// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.LoadTest;
import dev.headgate.loadtest.RunDescription;
import dev.headgate.loadtest.arrival.ArrivalSchedule;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.workload.NdjsonSource;
import dev.headgate.loadtest.workload.SeededWorkload;
import dev.headgate.loadtest.workload.WorkloadSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The demonstration: real events at a fixed pace into a whole platform, of which one consumer and
 * then everything is killed with SIGKILL while events come in; at the end every event is looked up
 * in the database.
 */
final class Demo {

    private static final Duration RETRY = Duration.ofSeconds(90);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LANDING_PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 250;
    private static final long SEED = 1;
    private static final int CONNECTIONS = 64;

    /** A few events that the pipeline has to refuse, and clients that missed an answer. */
    private static final double INVALID_SHARE = 0.0005;

    private static final double REPEAT_SHARE = 0.02;

    private final DemoPlan plan;
    private final IngestionPipeline pipeline;
    private final Progress progress;

    Demo(DemoPlan plan, IngestionPipeline pipeline, Progress progress) {
        this.plan = plan;
        this.pipeline = pipeline;
        this.progress = progress;
    }

    /** Runs everything; the result says whether the promise held. */
    LoadResult run() throws IOException, InterruptedException {
        NdjsonSource events = NdjsonSource.read(plan.events());
        progress.step("starting Kafka, PostgreSQL, the ingest service and a consumer");
        try (var platform = new Platform(plan.pipelineFile(), plan.folder())) {
            platform.start();
            platform.startSecondConsumer();
            progress.step("a second consumer has joined, as a process of its own");
            progress.step(
                    "sending %,d events at %,d a minute: %,d real ones in turn, some invalid, some twice"
                            .formatted(plan.count(), plan.perSecond() * 60L, events.size()));
            LoadResult result = sendWithKills(platform, test(platform, events));
            int exit = platform.stop();
            progress.step("platform drained and stopped (exit code %d)".formatted(exit));
            return result;
        }
    }

    private LoadTest test(Platform platform, NdjsonSource events) throws IOException {
        var settings = new WorkloadSettings("demo", SEED, 1, false, INVALID_SHARE, REPEAT_SHARE);
        var target = platform.target();
        var schedule =
                ArrivalSchedule.constant(
                        plan.perSecond(),
                        Duration.ofNanos(1_000_000_000L * plan.count() / plan.perSecond()));
        var load =
                new LoadPlan(
                        target,
                        new InetSocketAddress(target.getHost(), target.getPort()),
                        List.of(),
                        new SeededWorkload(settings, events),
                        new LoadPlan.Model.Open(schedule),
                        plan.count(),
                        CONNECTIONS,
                        1,
                        new LoadPlan.Patience(Duration.ZERO, ANSWER, RETRY));
        return new LoadTest(
                load,
                new RunDescription("demo", SEED, pipeline.metadata().name(), Map.of()),
                Optional.of(
                        new LoadTest.Database(
                                platform.database(),
                                pipeline.spec().topics(),
                                true,
                                LANDING_PATIENCE)),
                progress::show,
                Optional.empty());
    }

    private LoadResult sendWithKills(Platform platform, LoadTest test)
            throws InterruptedException, IOException {
        try (var sender = Executors.newSingleThreadExecutor()) {
            Future<LoadResult> sending = sender.submit(test::run);
            try {
                awaitAccepted(plan.count() * 3L / 10, platform, sending);
                platform.killSecondConsumer();
                progress.step("the second consumer was killed (SIGKILL)");
                awaitAccepted(plan.count() * 6L / 10, platform, sending);
                platform.kill();
                progress.step("the whole platform was killed (SIGKILL); clients go on sending");
                platform.start();
                progress.step("the platform is back on the same folder");
                awaitAccepted(Long.MAX_VALUE, platform, sending);
                return sending.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the load test failed", e.getCause());
            } finally {
                test.interrupt();
            }
        }
    }

    /** Waits until so many events are accepted, or the test has ended. */
    private void awaitAccepted(long wanted, Platform platform, Future<LoadResult> sending)
            throws InterruptedException {
        while (progress.accepted() < wanted && !sending.isDone()) {
            platform.check();
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
