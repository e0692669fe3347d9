// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import dev.headgate.consumer.BackgroundLoop;
import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.deadletter.AuditNote.Action;
import dev.headgate.consumer.deadletter.LetterReplay.Made;
import dev.headgate.consumer.deadletter.ReplayJob.State;
import dev.headgate.consumer.landing.Backoff;
import dev.headgate.consumer.landing.FailureClass;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.SingleLanding;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries replays of dead letters out: one virtual thread in each consumer. It works on a replay
 * for about a second and then leaves it to whoever comes next, so that several replays go on side
 * by side and one that waits holds up no other. What is to be done stands in the tables alone:
 * where a consumer is killed, another goes on. A database that is away is waited for.
 */
public final class ReplayWorker implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ReplayWorker.class);

    private static final Duration SAMPLE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration LOCKED = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(3);
    private static final int RETURNED_MAX = 10_000;

    private final LandingDatabase database;
    private final ConsumerTotals totals;
    private final String owner;
    private final LetterReplay letter;
    private final LetterTable letters = new LetterTable();
    private final ReplayTable replays = new ReplayTable();
    private final Backoff environment = Backoff.environment(new SplittableRandom());
    private final Backoff systemic = Backoff.systemic(new SplittableRandom());
    private final BackgroundLoop loop;
    private int failures;
    private int halts;
    private long sampledNs = System.nanoTime() - SAMPLE.toNanos();

    /** How a turn at a replay ended. */
    private enum Turn {
        /** Its time is up. */
        UP,
        /** It has no letters left that can be taken now. */
        EMPTY,
        /** It is over, or somebody else's. */
        OVER,
        /** The surroundings failed. */
        SPOILED
    }

    /** Works on this database under this name. */
    public ReplayWorker(
            LandingDatabase database, SingleLanding landing, ConsumerTotals totals, String owner) {
        this.database = database;
        this.totals = totals;
        this.owner = owner;
        this.letter = new LetterReplay(database, landing, owner);
        this.loop = new BackgroundLoop("dead-letter-replay", Duration.ZERO, CLOSE, this::turn);
    }

    /** Begins to look for replays. */
    public void start() {
        loop.start();
    }

    /** Ends after the letter in hand, or breaks it off if that takes too long. */
    @Override
    public void close() {
        loop.close();
    }

    private Duration turn() throws InterruptedException {
        try {
            return work();
        } catch (RuntimeException e) {
            return spoiled(LandingFailure.of(e));
        }
    }

    /** One turn at one replay; answers how long to wait before the next. */
    private Duration work() throws InterruptedException {
        giveBack();
        Optional<ReplayJob> job =
                database.transaction(tx -> {
                    sample(tx);
                    return replays.takeUp(tx, owner);
                });
        if (job.isEmpty()) {
            failures = 0;
            return LOOK;
        }
        return switch (turn(job.get())) {
            case UP -> {
                leave(job.get(), Duration.ZERO);
                yield Duration.ZERO;
            }
            case EMPTY -> {
                finish(job.get());
                yield Duration.ZERO;
            }
            case OVER -> Duration.ZERO;
            case SPOILED -> environment.wait(failures++);
        };
    }

    private void sample(DSLContext tx) {
        if (System.nanoTime() - sampledNs >= SAMPLE.toNanos()) {
            totals.replaysUnderWay(replays.underWay(tx));
            sampledNs = System.nanoTime();
        }
    }

    private Turn turn(ReplayJob job) throws InterruptedException {
        long began = System.nanoTime();
        for (long made = 0; !loop.isClosing(); ) {
            switch (letter.next(job)) {
                case Made.Nothing() -> {
                    return Turn.EMPTY;
                }
                case Made.Over() -> {
                    return Turn.OVER;
                }
                case Made.Waits(LandingFailure failure) -> {
                    return wait(job, failure);
                }
                case Made.Again() -> {
                    // At once.
                }
                case Made.Settled(Action came) -> {
                    made++;
                    count(came);
                }
            }
            loop.rest(
                    Duration.ofNanos(
                            began
                                    + TimeUnit.SECONDS.toNanos(made) / job.rate()
                                    - System.nanoTime()));
            if (System.nanoTime() - began >= TURN.toNanos()) {
                return Turn.UP;
            }
        }
        return Turn.UP;
    }

    private void count(Action came) {
        failures = 0;
        halts = 0;
        switch (came) {
            case Landed -> totals.replayed(1, 0);
            case Suppressed -> totals.replayed(0, 1);
            case Failed, Requested, Returned, Patched, Discarded -> {
                // Nothing new is in any table.
            }
        }
    }

    /** The surroundings hold up everything; a fault in the set-up holds up this replay. */
    private Turn wait(ReplayJob job, LandingFailure failure) throws InterruptedException {
        boolean stopped = failure.failureClass() == FailureClass.SYSTEMIC;
        Duration rest = stopped ? systemic.wait(halts++) : Duration.ZERO;
        LOGGER.atWarn()
                .addKeyValue(LogKey.REPLAY, job.id())
                .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                .addKeyValue(LogKey.REASON, failure.message())
                .log("a replay of dead letters waits");
        database.transaction(tx -> {
            replays.leave(tx, job, owner, rest, sentence(failure));
            return true;
        });
        return stopped ? Turn.OVER : Turn.SPOILED;
    }

    private static String sentence(LandingFailure failure) {
        return failure.failureClass()
                + (failure.sqlState() == null ? "" : " " + failure.sqlState())
                + ": "
                + failure.message();
    }

    private Duration spoiled(LandingFailure failure) {
        if (failures++ == 0) {
            LOGGER.atWarn()
                    .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                    .addKeyValue(LogKey.REASON, failure.message())
                    .log("dead letters cannot be replayed for now");
        }
        return environment.wait(failures);
    }

    private void leave(ReplayJob job, Duration rest) throws InterruptedException {
        database.transaction(tx -> {
            replays.leave(tx, job, owner, rest);
            return true;
        });
    }

    private void finish(ReplayJob job) throws InterruptedException {
        boolean ended =
                database.transaction(tx -> {
                    if (replays.hasMore(tx, job)) {
                        replays.leave(tx, job, owner, LOCKED);
                        return false;
                    }
                    return replays.end(tx, job.id(), State.Done);
                });
        if (ended) {
            LOGGER.atInfo()
                    .addKeyValue(LogKey.REPLAY, job.id())
                    .addKeyValue(LogKey.COUNT, job.selected())
                    .log("a replay of dead letters is done");
        }
    }

    /** Letters of replays that have ended are dead again, unless somebody has them in hand. */
    private void giveBack() throws InterruptedException {
        for (long ended : database.transaction(replays::endedWithLetters)) {
            database.transaction(tx -> {
                var ids =
                        letters.take(
                                tx,
                                LetterState.ReplayRequested.now().and(LetterTable.isOf(ended)),
                                RETURNED_MAX);
                if (!ids.isEmpty()) {
                    var note = new AuditNote(Action.Returned, owner, ended, "the replay has ended");
                    letters.move(tx, ids, LetterState.ReplayRequested, LetterState.Dead, note);
                }
                return true;
            });
        }
    }
}
