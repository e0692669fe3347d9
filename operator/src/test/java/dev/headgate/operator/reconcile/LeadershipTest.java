// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeadershipTest {

    private static final Duration LASTS = Duration.ofSeconds(10);

    /** A running time that is about to pass the largest number there is. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());

    private final Leadership leadership = new Leadership(now::get, LASTS);

    @Test
    void leadsOnceTheLeaseIsWonUntilItIsLost() {
        assertThat(leadership.getAsBoolean()).isFalse();
        leadership.renewed(now.get());
        assertThat(leadership.getAsBoolean()).isTrue();
        leadership.ended();
        assertThat(leadership.getAsBoolean()).isFalse();
    }

    @Test
    void endsByTheClockIfNobodyRenewsIt() {
        leadership.renewed(now.get());
        now.addAndGet(LASTS.toNanos() - 1);
        assertThat(leadership.getAsBoolean()).isTrue();
        now.incrementAndGet();
        assertThat(leadership.getAsBoolean()).isFalse();
    }

    @Test
    void countsFromTheQuestionAndNotFromALateAnswer() {
        long asked = now.get();
        now.addAndGet(Duration.ofSeconds(4).toNanos());
        leadership.renewed(asked);
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(leadership.getAsBoolean()).isFalse();
    }

    @Test
    void aReplicaAloneAlwaysLeads() {
        assertThat(Leadership.alone().getAsBoolean()).isTrue();
    }
}
