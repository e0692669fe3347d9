// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.outcome.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;

/**
 * One thread that drives its share of the connections: it sends what is due, reads what comes back,
 * and gives up what takes too long.
 *
 * <p>A request that is due takes an idle connection, the one that was used last, or a new one up to
 * the limit; else it waits, and its latency with it, since that is counted from the due instant.
 * Nothing here blocks but the selector, which a {@link Pacer} wakes at the next due instant.
 */
final class SenderLoop implements Runnable {

    private static final long EXPIRY_CHECK_NANOS = 20_000_000;
    private static final long WAIT_NANOS_MAX = 20_000_000;
    private static final long RECONNECT_NANOS = 10_000_000;
    private static final int READ_BYTES = 64 * 1024;

    private final LoadPlan plan;
    private final long startNanoTime;
    private final long answerNanos;
    private final long stopNanos;
    private final LoopTallies tallies = new LoopTallies();
    private final Agenda agenda;
    private final AnswerBook book;
    private final AnswerReader answer;
    private final HttpResponse response = new HttpResponse();
    private final RequestWriter requests;
    private final ByteBuffer input = ByteBuffer.allocateDirect(READ_BYTES);
    private final Selector selector;
    private final Pacer pacer;
    private final ConnectionPool connections;
    private long expiryCheckNanos;
    private long connectNanos;
    private volatile boolean interrupted;

    SenderLoop(LoadPlan plan, int loop, long startNanoTime, Optional<Ledger> ledger)
            throws IOException {
        this.plan = plan;
        this.startNanoTime = startNanoTime;
        LoadPlan.Patience patience = plan.patience();
        this.answerNanos = patience.answer().toNanos();
        this.stopNanos =
                plan.model()
                        .duration()
                        .plus(patience.retry())
                        .plus(patience.answer().multipliedBy(2))
                        .toNanos();
        this.agenda = new Agenda(plan, loop);
        this.book = new AnswerBook(plan, ledger, agenda, tallies);
        this.answer = new AnswerReader(plan.workload().eventsPerRequest(), tallies.positions());
        this.requests = new RequestWriter(plan);
        this.selector = Selector.open();
        int more = loop < plan.connections() % plan.threads() ? 1 : 0;
        this.connections =
                new ConnectionPool(
                        plan.address(), selector, plan.connections() / plan.threads() + more);
        this.pacer = new Pacer(selector, "load-pacer-" + loop);
    }

    LoopTallies tallies() {
        return tallies;
    }

    /** Begins no more requests; ends when those in flight are answered or given up. */
    void interrupt() {
        interrupted = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try (pacer;
                selector) {
            while (true) {
                long now = now();
                if (interrupted || now > stopNanos) {
                    abandonRepeats(now);
                }
                sendDue(now);
                expire(now);
                tallies.inFlight.set(connections.busy());
                if (connections.busy() == 0 && agenda.isEmpty(now())) {
                    return;
                }
                await();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the selector failed", e);
        } finally {
            connections.closeAll();
        }
    }

    private void await() throws IOException {
        long now = now();
        long wait = agenda.nextNanos(now) - now;
        // Without a connection to take it, what is due can only wait for answers.
        boolean blocked = !connections.hasIdle() && !mayConnect(now);
        if (wait <= 0 && !blocked) {
            selector.selectNow(this::ready);
        } else if (wait <= 0 || wait >= WAIT_NANOS_MAX) {
            selector.select(this::ready, WAIT_NANOS_MAX / 1_000_000);
        } else {
            pacer.wakeAt(startNanoTime + now + wait);
            selector.select(this::ready, WAIT_NANOS_MAX / 1_000_000);
            pacer.cancel();
        }
    }

    private void sendDue(long now) {
        while (connections.hasIdle() || mayConnect(now)) {
            Attempt attempt = agenda.take(now);
            if (attempt == null) {
                return;
            }
            Connection connection = connections.take();
            if (connection != null) {
                connection.carry(attempt, now());
                send(connection);
            } else {
                connect(attempt);
            }
        }
    }

    private boolean mayConnect(long now) {
        return !connections.isFull() && now >= connectNanos;
    }

    private void connect(Attempt attempt) {
        Connection connection;
        try {
            connection = connections.open();
        } catch (IOException e) {
            notSent(attempt, e);
            return;
        }
        connection.carry(attempt, now());
        if (connection.isConnected()) {
            send(connection);
        }
    }

    private void send(Connection connection) {
        Attempt attempt = connection.attempt();
        if (attempt == null) {
            return;
        }
        long now = now();
        connection.carry(attempt, now);
        ByteBuffer request = requests.write(attempt.request());
        book.sent(attempt, now, request.remaining());
        try {
            connection.write(request);
        } catch (IOException _) {
            fail(connection, Outcome.Unknown, "connection broken");
        }
    }

    private void ready(SelectionKey key) {
        if (!(key.attachment() instanceof Connection connection) || !key.isValid()) {
            return;
        }
        try {
            if (key.isConnectable()) {
                connection.finishConnecting();
                send(connection);
                return;
            }
            if (key.isWritable()) {
                connection.writeOn();
            }
            if (key.isValid() && key.isReadable()) {
                receive(connection);
            }
        } catch (ConnectException e) {
            Attempt attempt = connections.drop(connection);
            if (attempt != null) {
                notSent(attempt, e);
            }
        } catch (IOException _) {
            fail(connection, Outcome.Unknown, "connection broken");
        }
    }

    private void receive(Connection connection) throws IOException {
        int count = connection.read(input);
        if (connection.attempt() == null) {
            // An idle connection ends, or speaks without being asked.
            connections.drop(connection);
            return;
        }
        switch (connection.read(response)) {
            case Complete -> answered(connection);
            case UntilClose -> {
                if (count < 0) {
                    answered(connection);
                }
            }
            case Incomplete -> {
                if (count < 0) {
                    String when = connection.hasReceived() ? "within" : "before";
                    fail(connection, Outcome.Unknown, "connection closed " + when + " the answer");
                }
            }
            case Malformed -> fail(connection, Outcome.Unknown, "malformed answer");
        }
    }

    private void answered(Connection connection) {
        Attempt attempt = connection.attempt();
        if (attempt == null) {
            return;
        }
        answer.read(response);
        long sentNanos = connection.sentNanos();
        boolean reusable = !response.close() && !connection.isWriting();
        if (reusable) {
            connections.giveBack(connection);
        } else {
            connections.drop(connection);
        }
        book.ended(attempt, answer, sentNanos, now(), response.retryAfterSeconds());
        if (reusable) {
            sendDue(now());
        }
    }

    /** Nothing of it left this machine. */
    private void notSent(Attempt attempt, IOException cause) {
        long now = now();
        if (plan.model() instanceof LoadPlan.Model.Closed) {
            // Here a refused connection is an answer too, and would be followed by the next at
            // once.
            connectNanos = now + RECONNECT_NANOS;
        }
        book.sent(attempt, now, 0);
        answer.none(
                Outcome.Refused,
                cause instanceof ConnectException ? "connection refused" : "cannot connect");
        book.ended(attempt, answer, now, now, 0);
    }

    private void fail(Connection connection, Outcome outcome, String what) {
        long sentNanos = connection.sentNanos();
        Attempt attempt = connections.drop(connection);
        if (attempt != null) {
            answer.none(outcome, what);
            book.ended(attempt, answer, sentNanos, now(), 0);
        }
    }

    private void expire(long now) {
        if (now < expiryCheckNanos) {
            return;
        }
        expiryCheckNanos = now + EXPIRY_CHECK_NANOS;
        for (Connection connection : connections.busySinceBefore(now - answerNanos)) {
            if (connection.isConnected()) {
                fail(connection, Outcome.Unknown, "no answer in time");
            } else {
                Attempt attempt = connections.drop(connection);
                if (attempt != null) {
                    notSent(attempt, new IOException("connecting took too long"));
                }
            }
        }
    }

    private void abandonRepeats(long now) {
        Attempt attempt = agenda.endAndTakeRepeat();
        while (attempt != null) {
            book.abandoned(attempt, answer, now);
            attempt = agenda.endAndTakeRepeat();
        }
    }

    private long now() {
        return System.nanoTime() - startNanoTime;
    }
}
