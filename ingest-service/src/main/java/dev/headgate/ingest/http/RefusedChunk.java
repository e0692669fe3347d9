// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

/** A chunk of a body that is not taken; nobody knows where the next request would begin. */
final class RefusedChunk extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedChunk(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.problem = Problem.of(type, detail).thatCloses();
    }

    Problem problem() {
        return problem;
    }
}
