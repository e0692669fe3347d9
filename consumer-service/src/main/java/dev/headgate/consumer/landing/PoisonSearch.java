// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.Refusal;
import java.util.ArrayList;
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

    private final Probe probe;
    private final Screen screen;

    /** Searches by these two. */
    public PoisonSearch(Probe probe, Screen screen) {
        this.probe = probe;
        this.screen = screen;
    }

    /**
     * The rows that can never land, in order. A failure that is no record's fault is thrown, and
     * nothing is decided.
     */
    public List<Refused> search(List<EventRow> rows) throws InterruptedException {
        List<Refused> found = new ArrayList<>(screened(rows));
        var offsets = found.stream().map(record -> record.kafka().offset()).toList();
        List<EventRow> rest =
                rows.stream().filter(row -> !offsets.contains(row.kafka().offset())).toList();
        bisect(rest, found);
        return found;
    }

    /** A text that even the question chokes on, such as one nested too deep, is left to halving. */
    private List<Refused> screened(List<EventRow> rows) throws InterruptedException {
        try {
            return screen.refused(rows);
        } catch (DataAccessException e) {
            if (LandingFailure.of(e).failureClass() == FailureClass.POISON) {
                return List.of();
            }
            throw e;
        }
    }

    private void bisect(List<EventRow> rows, List<Refused> found) throws InterruptedException {
        if (rows.isEmpty()) {
            return;
        }
        try {
            probe.test(rows);
        } catch (DataAccessException e) {
            LandingFailure failure = LandingFailure.of(e);
            if (failure.failureClass() != FailureClass.POISON) {
                throw e;
            }
            if (rows.size() == 1) {
                found.add(rows.getFirst().refused(refusal(failure)));
                return;
            }
            int half = rows.size() / 2;
            bisect(rows.subList(0, half), found);
            bisect(rows.subList(half, rows.size()), found);
        }
    }

    private static Refusal refusal(LandingFailure failure) {
        return new Refusal(
                Refusal.Stage.LAND, "RefusedByDatabase", failure.message(), failure.sqlState());
    }
}
