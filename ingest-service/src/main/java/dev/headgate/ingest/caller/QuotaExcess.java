// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

/**
 * More than a caller may post now; nothing was taken from his allowance.
 *
 * @param refusal of what there was too much
 * @param perSecond what he may post of it
 * @param waitNanos after which he may post so much
 */
public record QuotaExcess(Refusal refusal, long perSecond, long waitNanos) {

    private static final long SECOND = 1_000_000_000;

    /** Whole seconds to wait, at least one. */
    public long retryAfterSeconds() {
        return Math.max(1, Math.ceilDiv(waitNanos, SECOND));
    }
}
