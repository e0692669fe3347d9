// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jooq.exception.DataAccessException;

/**
 * Finds the records in a batch that PostgreSQL refuses: the verdict pass. Every attempt is rolled
 * back, the successful ones too, so that nothing is written before all is known. First PostgreSQL
 * is asked in one statement which texts are no JSON; what is still refused is halved until single
 * records remain, about 2·k·log₂(n/k)+1 attempts for k bad ones in n.
 */
public final class PoisonSearch {

    /** Tries rows without a trace: the seam for tests. */
    @FunctionalInterface
    public interface Probe {
        /** Returns quietly if PostgreSQL takes the rows, throws what it says otherwise. */
        void test(List<EventRow> rows) throws InterruptedException;
    }

    /** Says which rows' texts are no JSON, in one statement. */
    @FunctionalInterface
    public interface Screen {
        /** The rows that are refused, in order. */
        List<Refused> refused(List<EventRow> rows) throws InterruptedException;
    }

    /**
     * The rows that do not land.
     *
     * @param poison those that never will, in no order
     * @param retryable those that may later, in order
     */
    public record Found(List<Refused> poison, List<Refused> retryable) {

        /** True if each row by itself would land. */
        public boolean isEmpty() {
            return poison.isEmpty() && retryable.isEmpty();
        }
    }

    private final Probe probe;
    private final Screen screen;

    /** Searches by these two. */
    public PoisonSearch(Probe probe, Screen screen) {
        this.probe = probe;
        this.screen = screen;
    }

    /**
     * The rows that do not land by themselves. A failure that is no record's fault is thrown, and
     * nothing is decided.
     */
    public Found search(List<EventRow> rows) throws InterruptedException {
        var found = new Found(new ArrayList<>(screened(rows)), new ArrayList<>());
        var offsets = new HashSet<Long>();
        found.poison().forEach(record -> offsets.add(record.kafka().offset()));
        List<EventRow> rest =
                rows.stream().filter(row -> !offsets.contains(row.kafka().offset())).toList();
        bisect(rest, found);
        return found;
    }

    /**
     * The rows whose texts are no JSON. A text that even the question chokes on, such as one nested
     * too deep, is set aside by halving and left to the probe.
     */
    public List<Refused> screened(List<EventRow> rows) throws InterruptedException {
        try {
            return screen.refused(rows);
        } catch (DataAccessException e) {
            if (LandingFailure.of(e).failureClass() != FailureClass.POISON) {
                throw e;
            }
            if (rows.size() == 1) {
                return List.of();
            }
            int half = rows.size() / 2;
            var found = new ArrayList<>(screened(rows.subList(0, half)));
            found.addAll(screened(rows.subList(half, rows.size())));
            return found;
        }
    }

    private void bisect(List<EventRow> rows, Found found) throws InterruptedException {
        if (rows.isEmpty()) {
            return;
        }
        try {
            probe.test(rows);
        } catch (DataAccessException e) {
            LandingFailure failure = LandingFailure.of(e);
            if (!failure.blamesRecords()) {
                throw e;
            }
            if (rows.size() == 1) {
                Refused refused = rows.getFirst().refused(failure.refusal());
                (failure.failureClass() == FailureClass.RETRYABLE
                                ? found.retryable()
                                : found.poison())
                        .add(refused);
                return;
            }
            int half = rows.size() / 2;
            bisect(rows.subList(0, half), found);
            bisect(rows.subList(half, rows.size()), found);
        }
    }
}
