// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    @Test
    void neverRepeatsWithinAProcess() {
        var ids = new EventIds(() -> 1_700_000_000_000L);

        assertThat(Stream.generate(ids::next).limit(200_000).distinct().count()).isEqualTo(200_000);
    }

    @Test
    void isAUuidOfVersion7ThatSortsByTime() {
        var clock = new AtomicLong(1_700_000_000_000L);
        var ids = new EventIds(clock::get);

        String earlier = ids.next();
        clock.incrementAndGet();
        String later = ids.next();

        assertThat(UUID.fromString(earlier).version()).isEqualTo(7);
        assertThat(UUID.fromString(earlier).variant()).isEqualTo(2);
        assertThat(UUID.fromString(earlier).getMostSignificantBits() >>> 16)
                .isEqualTo(1_700_000_000_000L);
        assertThat(later).isGreaterThan(earlier);
    }
}
