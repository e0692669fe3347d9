// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The demonstration: real events at a fixed pace into a whole platform, of which one consumer and
 * then everything is killed with SIGKILL while events come in; at the end every event is looked up
 * in the database.
 */
final class Demo {

    private static final Duration LANDING_PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 250;

    private final DemoPlan plan;
    private final Progress progress;
    private final Ledger ledger = new Ledger();

    Demo(DemoPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Runs everything; the result says whether the promise held. */
    DemoResult run() throws IOException, InterruptedException, SQLException {
        List<RealEvent> reals = RealEvent.read(plan.events());
        progress.step("starting Kafka, PostgreSQL, the ingest service and a consumer");
        try (var platform = new Platform(plan.pipelineFile(), plan.folder())) {
            platform.start();
            platform.startSecondConsumer();
            progress.step("a second consumer has joined, as a process of its own");
            progress.step(
                    "sending %,d events at %,d a minute: %d real ones in turn, and %d invalid ones"
                            .formatted(
                                    plan.count(),
                                    plan.perSecond() * 60,
                                    reals.size(),
                                    InvalidRequest.ALL.size()));
            sendWithKills(platform, reals);
            progress.step(
                    "%,d accepted; waiting for the last rows".formatted(ledger.acceptedCount()));
            DemoResult result = verify(platform, reals);
            int exit = platform.stop();
            progress.step("platform drained and stopped (exit code %d)".formatted(exit));
            return result;
        }
    }

    private void sendWithKills(Platform platform, List<RealEvent> reals)
            throws InterruptedException, IOException {
        try (var sender = new PacedSender(platform.target(), reals, ledger);
                var pacer = Executors.newSingleThreadExecutor()) {
            Future<?> sending =
                    pacer.submit(() -> {
                        sender.send(plan.count(), plan.perSecond());
                        return null;
                    });
            awaitAccepted(plan.count() * 3L / 10, platform, sending);
            platform.killSecondConsumer();
            progress.step("the second consumer was killed (SIGKILL)");
            awaitAccepted(plan.count() * 6L / 10, platform, sending);
            platform.kill();
            progress.step("the whole platform was killed (SIGKILL); clients go on sending");
            platform.start();
            progress.step("the platform is back on the same folder");
            awaitAccepted(plan.count(), platform, sending);
            sending.get();
            sender.awaitSettled();
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending failed", e);
        }
    }

    /** Shows progress until so many events are accepted, or all have been sent. */
    private void awaitAccepted(long wanted, Platform platform, Future<?> sending)
            throws InterruptedException {
        while (ledger.acceptedCount() < wanted && !sending.isDone()) {
            platform.check();
            progress.sending(ledger.acceptedCount(), plan.count(), platform.rowsOrZero());
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private DemoResult verify(Platform platform, List<RealEvent> reals)
            throws SQLException, InterruptedException {
        Sent sent = ledger.sent();
        try (Connection connection = platform.connect()) {
            var verifier = new RowVerifier(connection, platform.schema());
            long deadline = System.nanoTime() + LANDING_PATIENCE.toNanos();
            while (verifier.rows() < sent.accepted().size() && System.nanoTime() < deadline) {
                progress.sending(sent.accepted().size(), plan.count(), verifier.rows());
                Thread.sleep(LOOK_MILLIS);
            }
            progress.step("comparing every row with its input");
            return new DemoResult(sent, verifier.verify(reals, sent), verifier.landing());
        }
    }
}
