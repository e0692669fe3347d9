// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is left of a caller's quota. A request takes all that it needs, or nothing. Thread-safe. */
public final class CallerAllowance {

    static final CallerAllowance UNLIMITED = of(CallerQuota.NONE, System::nanoTime);

    private final CallerQuota quota;
    private final @Nullable TokenBucket requests;
    private final @Nullable TokenBucket events;
    private final @Nullable TokenBucket bytes;

    private CallerAllowance(CallerQuota quota, LongSupplier nanoClock) {
        this.quota = quota;
        this.requests = bucket(quota.requestsPerSecond(), nanoClock);
        this.events = bucket(quota.eventsPerSecond(), nanoClock);
        this.bytes = bucket(quota.bytesPerSecond(), nanoClock);
    }

    static CallerAllowance of(CallerQuota quota, LongSupplier nanoClock) {
        return new CallerAllowance(quota, nanoClock);
    }

    private static @Nullable TokenBucket bucket(long perSecond, LongSupplier nanoClock) {
        return perSecond == 0 ? null : new TokenBucket(perSecond, nanoClock);
    }

    CallerQuota quota() {
        return quota;
    }

    /** Asks for one request that announces so many bytes; null if it may come. */
    public @Nullable QuotaExcess takeRequest(long announcedBytes) {
        QuotaExcess excess = take(requests, 1, Refusal.QUOTA_REQUESTS);
        if (excess != null) {
            return excess;
        }
        excess = take(bytes, announcedBytes, Refusal.QUOTA_BYTES);
        if (excess != null && requests != null) {
            requests.giveBack(1);
        }
        return excess;
    }

    /** Asks for so many events, and bytes that were not announced; null if they may be taken. */
    public @Nullable QuotaExcess takeEvents(int count, long unannouncedBytes) {
        QuotaExcess excess = take(events, count, Refusal.QUOTA_EVENTS);
        if (excess != null) {
            return excess;
        }
        excess = take(bytes, unannouncedBytes, Refusal.QUOTA_BYTES);
        if (excess != null && events != null) {
            events.giveBack(count);
        }
        return excess;
    }

    private static @Nullable QuotaExcess take(
            @Nullable TokenBucket bucket, long amount, Refusal refusal) {
        if (bucket == null) {
            return null;
        }
        long waitNanos = bucket.take(amount);
        return waitNanos > 0 ? new QuotaExcess(refusal, bucket.perSecond(), waitNanos) : null;
    }
}
