// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A line to PostgreSQL that knows what is said on it: at a named {@link Moment} of a landing
 * transaction it stops the talk, does what it was told, and then passes it on or drops the
 * connection.
 */
final class PostgresTap implements AutoCloseable {

    /** What becomes of the connection after the action. */
    enum Then {
        /** The held message goes on its way. */
        PASS,
        /** It never arrives, and both ends see the connection end. */
        DROP
    }

    /** An action that waits for its moment. */
    private record Trap(Moment moment, int skip, Runnable action, Then then) {}

    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
    private final TcpProxy line;
    private volatile boolean sprung;

    PostgresTap(int port) {
        line = TcpProxy.to(port, proxy -> new PostgresRelay(this, proxy));
    }

    /** The line itself, to hurt it as a whole. */
    TcpProxy line() {
        return line;
    }

    /** JDBC address through this line; the talk is not encrypted. */
    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable"
                .formatted(line.port(), database);
    }

    /** Waits for the moment, after so many that are let pass, and acts once. */
    void at(Moment moment, int skip, Then then, Runnable action) {
        sprung = false;
        trap.set(new Trap(moment, skip, action, then));
    }

    void awaitSprung(Duration atMost) {
        await().atMost(atMost).pollInterval(Duration.ofMillis(5)).until(() -> sprung);
    }

    /** True if somebody waits for the answer to this step. */
    boolean awaits(Moment.Step step) {
        @Nullable Trap set = trap.get();
        return set != null && set.moment.answered() && set.moment.step() == step;
    }

    /** The step is about to be asked for or answered; says what becomes of the connection. */
    Then pass(Moment.Step step, boolean answered) {
        @Nullable Trap set = trap.get();
        if (set == null || set.moment.step() != step || set.moment.answered() != answered) {
            return Then.PASS;
        }
        if (set.skip > 0) {
            trap.compareAndSet(set, new Trap(set.moment, set.skip - 1, set.action, set.then));
            return Then.PASS;
        }
        if (!trap.compareAndSet(set, null)) {
            return Then.PASS;
        }
        set.action.run();
        sprung = true;
        return set.then;
    }

    @Override
    public void close() {
        line.close();
    }
}
