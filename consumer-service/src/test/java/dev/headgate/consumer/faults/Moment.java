// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import java.util.EnumSet;
import java.util.Set;

/**
 * A named point of the landing transaction, or of the relay of dead letters, as it can be seen on
 * the line to PostgreSQL.
 */
enum Moment {
    /** The transaction has begun and nothing of it is done. */
    BEFORE_IDENTITIES(Step.IDENTITIES, false),
    /** The events are known and their rows are not there. */
    BEFORE_ROWS(Step.ROWS, false),
    /** The rows are there, and the service does not know it yet. */
    AFTER_ROWS(Step.ROWS, true),
    /** All is there but the watermark. */
    BEFORE_WATERMARK(Step.WATERMARK, false),
    /** The watermark is moved and its row locked; the service does not know it yet. */
    AFTER_WATERMARK(Step.WATERMARK, true),
    /** All is there; the commit never reaches the server. */
    BEFORE_COMMIT(Step.COMMIT, false),
    /** All is committed; the answer never reaches the service. */
    AFTER_COMMIT(Step.COMMIT, true),
    /** Dead letters are in their topic; the mark that says so never reaches the server. */
    BEFORE_MARK(Step.MARK, false);

    /** The points of the landing transaction, in their order. */
    static final Set<Moment> LANDING = EnumSet.range(BEFORE_IDENTITIES, AFTER_COMMIT);

    /** A statement that is looked for. */
    enum Step {
        IDENTITIES,
        ROWS,
        WATERMARK,
        COMMIT,
        MARK
    }

    private final Step step;
    private final boolean answered;

    Moment(Step step, boolean answered) {
        this.step = step;
        this.answered = answered;
    }

    Step step() {
        return step;
    }

    /** True if the server has done the step and answered. */
    boolean answered() {
        return answered;
    }
}
