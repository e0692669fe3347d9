// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.outcome;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What became of each event of a run: twelve bytes each, in a mapped file that is deleted on close,
 * so that the heap stays the same for a thousand events and for a hundred million. Safe for use by
 * many threads.
 *
 * <p>An entry is two instants in ticks of ten microseconds since the run's start (first send, and
 * the answer that made it accepted, or else the last), each plus one so that zero means never, and
 * a word with the outcome and what the verifier saw in the database.
 */
public final class Ledger implements AutoCloseable {

    /** Most events a run can have. */
    public static final long EVENTS_MAX = 100_000_000;

    /** The unit of instants. */
    public static final long TICK_NANOS = 10_000;

    private static final MemoryLayout ENTRY =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_INT.withName("sent"),
                    ValueLayout.JAVA_INT.withName("answered"),
                    ValueLayout.JAVA_INT.withName("state"));
    private static final VarHandle SENT = field("sent");
    private static final VarHandle ANSWERED = field("answered");
    private static final VarHandle STATE = field("state");

    private static final int OUTCOME_MASK = 0b11;
    private static final int ROW_ONE = 0b100;
    private static final int ROWS_MASK = 0b1100;
    private static final int APART_ONE = 0b1_0000;
    private static final int APART_MASK = 0b11_0000;

    private final Path file;
    private final Arena arena;
    private final MemorySegment entries;
    private final long events;

    private Ledger(Path file, Arena arena, MemorySegment entries, long events) {
        this.file = file;
        this.arena = arena;
        this.entries = entries;
        this.events = events;
    }

    /** A ledger for so many events, in a file of the system's temporary folder. */
    @SuppressWarnings("MustBeClosedChecker") // The arena is closed with the ledger.
    public static Ledger create(long events) throws IOException {
        if (events < 0 || events > EVENTS_MAX) {
            throw new IllegalArgumentException(
                    "a run has at most %,d events, not %,d".formatted(EVENTS_MAX, events));
        }
        Path file = Files.createTempFile("headgate-load-", ".ledger");
        Arena arena = Arena.ofShared();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long bytes = Math.max(1, events) * ENTRY.byteSize();
            MemorySegment entries = channel.map(MapMode.READ_WRITE, 0, bytes, arena);
            return new Ledger(file, arena, entries, events);
        } catch (IOException | RuntimeException e) {
            arena.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** How many events it has room for. */
    public long events() {
        return events;
    }

    /** Notes that an event is sent now, unless it was sent before. */
    public void sent(long event, long nanosSinceStart) {
        if ((int) SENT.get(entries, at(event)) == 0) {
            SENT.set(entries, at(event), tick(nanosSinceStart));
        }
    }

    /** Notes an answer. A heavier outcome replaces a lighter one; the same one changes nothing. */
    public void answered(long event, Outcome outcome, long nanosSinceStart) {
        long at = at(event);
        while (true) {
            int state = (int) STATE.getVolatile(entries, at);
            if (outcome.weight() <= (state & OUTCOME_MASK)) {
                return;
            }
            int next = (state & ~OUTCOME_MASK) | outcome.weight();
            if (STATE.compareAndSet(entries, at, state, next)) {
                ANSWERED.setVolatile(entries, at, tick(nanosSinceStart));
                return;
            }
        }
    }

    public Outcome outcome(long event) {
        return Outcome.of((int) STATE.getVolatile(entries, at(event)) & OUTCOME_MASK);
    }

    /** Instant of the first send in ticks since the start, or -1 if it was never sent. */
    public long sentTick(long event) {
        return Integer.toUnsignedLong((int) SENT.getVolatile(entries, at(event))) - 1;
    }

    /** Instant of the answer that gave the outcome in ticks since the start, or -1 without one. */
    public long answeredTick(long event) {
        return Integer.toUnsignedLong((int) ANSWERED.getVolatile(entries, at(event))) - 1;
    }

    /** Notes that the database has a row of this event; counted up to three. */
    public void rowSeen(long event) {
        seen(event, ROWS_MASK, ROW_ONE);
    }

    /**
     * Notes that the database keeps this event apart, parked or as a dead letter; counted up to
     * three.
     */
    public void keptApartSeen(long event) {
        seen(event, APART_MASK, APART_ONE);
    }

    /** Rows seen of this event: 0, 1, 2, or 3 for more. */
    public int rowsSeen(long event) {
        return ((int) STATE.getVolatile(entries, at(event)) & ROWS_MASK) / ROW_ONE;
    }

    /** Parked records and dead letters seen of this event: 0, 1, 2, or 3 for more. */
    public int timesKeptApart(long event) {
        return ((int) STATE.getVolatile(entries, at(event)) & APART_MASK) / APART_ONE;
    }

    /** Forgets what was seen in the database, so that it can be looked at again. */
    public void forgetSeen() {
        for (long event = 0; event < events; event++) {
            STATE.setVolatile(
                    entries, at(event), (int) STATE.getVolatile(entries, at(event)) & OUTCOME_MASK);
        }
    }

    @Override
    public void close() throws IOException {
        arena.close();
        Files.deleteIfExists(file);
    }

    private void seen(long event, int mask, int one) {
        long at = at(event);
        int state = (int) STATE.getVolatile(entries, at);
        if ((state & mask) != mask) {
            STATE.setVolatile(entries, at, state + one);
        }
    }

    private long at(long event) {
        if (event < 0 || event >= events) {
            throw new IndexOutOfBoundsException("event " + event + " of " + events);
        }
        return event * ENTRY.byteSize();
    }

    private static int tick(long nanosSinceStart) {
        return (int) (nanosSinceStart / TICK_NANOS + 1);
    }

    private static VarHandle field(String name) {
        return ENTRY.varHandle(PathElement.groupElement(name));
    }
}
