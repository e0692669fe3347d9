// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

/** A named point of the landing transaction, as it can be seen on the line to PostgreSQL. */
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
    AFTER_COMMIT(Step.COMMIT, true);

    /** A statement of the landing transaction. */
    enum Step {
        IDENTITIES,
        ROWS,
        WATERMARK,
        COMMIT
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
