// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

/** The four kinds of failure; they never mix. */
public enum FailureClass {

    /**
     * The surroundings fail: wait and try again, for as long as it takes. No record is to blame.
     */
    ENVIRONMENT,

    /** The record is to blame and always will be: a dead letter. */
    POISON,

    /** The record may land later, once something else is there. */
    RETRYABLE,

    /** The set-up is to blame, or nobody knows: stop the line, lose and publish nothing. */
    SYSTEMIC
}
