// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import org.jspecify.annotations.Nullable;

/**
 * What became of one child.
 *
 * @param kind its kind, such as Deployment
 * @param answer what the API server said, if it refused
 */
public record ChildOutcome(String kind, String name, Result result, @Nullable String answer) {

    /** One that the API server said nothing about. */
    public ChildOutcome(String kind, String name, Result result) {
        this(kind, name, result, null);
    }

    /** What became of a child. */
    public enum Result {
        /** It was as wanted; nothing was written. */
        UNCHANGED,
        /** It was made or changed. */
        APPLIED,
        /**
         * It was deleted: it is no longer wanted, or is a Job that failed and is to be tried again.
         */
        DELETED,
        /** It would change by a new version of the platform, for which the pipeline waits. */
        HELD,
        /** Its name is taken by an object of somebody else, which was left alone. */
        FOREIGN,
        /** The API server does not take it, such as for a quota; it will not until people act. */
        REFUSED
    }
}
