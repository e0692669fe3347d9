// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallerAllowanceTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong();

    @Test
    void limitsEachByItself() {
        CallerAllowance allowance = CallerAllowance.of(new CallerQuota(2, 10, 100), now::get);

        assertThat(allowance.takeRequest(60)).isNull();
        assertThat(allowance.takeRequest(60))
                .isEqualTo(new QuotaExcess(Refusal.QUOTA_BYTES, 100, SECOND / 5));
        assertThat(allowance.takeRequest(40)).isNull();
        assertThat(allowance.takeRequest(0))
                .isEqualTo(new QuotaExcess(Refusal.QUOTA_REQUESTS, 2, SECOND / 2));
        assertThat(allowance.takeEvents(10, 0)).isNull();
        assertThat(allowance.takeEvents(1, 0))
                .isEqualTo(new QuotaExcess(Refusal.QUOTA_EVENTS, 10, SECOND / 10));
    }

    @Test
    void takesNothingOfARequestThatIsTooMuch() {
        CallerAllowance allowance = CallerAllowance.of(new CallerQuota(1, 5, 100), now::get);

        assertThat(allowance.takeEvents(5, 100)).isNull();
        now.addAndGet(SECOND);
        assertThat(allowance.takeRequest(80)).isNull();
        assertThat(allowance.takeEvents(5, 30)).isNotNull();
        assertThat(allowance.takeEvents(5, 20)).isNull();
    }

    @Test
    void tellsWholeSecondsToWaitAtLeastOne() {
        assertThat(new QuotaExcess(Refusal.QUOTA_EVENTS, 1, 1).retryAfterSeconds()).isEqualTo(1);
        assertThat(new QuotaExcess(Refusal.QUOTA_EVENTS, 1, SECOND + 1).retryAfterSeconds())
                .isEqualTo(2);
    }

    @Test
    void limitsNothingWithoutAQuota() {
        assertThat(CallerAllowance.UNLIMITED.takeRequest(Long.MAX_VALUE)).isNull();
        assertThat(CallerAllowance.UNLIMITED.takeEvents(Integer.MAX_VALUE, Long.MAX_VALUE))
                .isNull();
    }
}
