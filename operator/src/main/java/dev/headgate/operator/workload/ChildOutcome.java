// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

/**
 * What became of one child.
 *
 * @param kind its kind, such as Deployment
 */
public record ChildOutcome(String kind, String name, Result result) {

    /** What became of a child. */
    public enum Result {
        /** It was as wanted; nothing was written. */
        UNCHANGED,
        /** It was made or changed. */
        APPLIED,
        /** It was deleted: it is no longer wanted, or is a Job that failed and is made anew. */
        DELETED,
        /** It would change by a new version of the platform, for which the pipeline waits. */
        HELD,
        /** Its name is taken by an object of somebody else, which was left alone. */
        FOREIGN
    }
}
