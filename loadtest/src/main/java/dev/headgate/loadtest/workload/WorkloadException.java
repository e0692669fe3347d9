// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

/**
 * Says why a workload cannot be made; the message is one sentence for each mistake, each on a line,
 * fit for the terminal as it is.
 */
public final class WorkloadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorkloadException(String message) {
        super(message);
    }

    public WorkloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
