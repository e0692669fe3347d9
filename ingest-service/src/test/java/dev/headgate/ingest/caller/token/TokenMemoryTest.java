// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.ingest.caller.KeyHash;
import dev.headgate.ingest.caller.token.TokenMemory.Verified;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenMemoryTest {

    private static final Verified SOMEBODY = new Verified("somebody", Instant.EPOCH);

    @Test
    void knowsATokenAgain() {
        var memory = new TokenMemory(10);
        memory.put(KeyHash.of("token"), SOMEBODY);

        assertThat(memory.get(KeyHash.of("token"))).isSameAs(SOMEBODY);
        assertThat(memory.get(KeyHash.of("other"))).isNull();
    }

    @Test
    void holdsNoMoreThanItsNumberAndKeepsWhatIsUsed() {
        var memory = new TokenMemory(10);
        memory.put(KeyHash.of("used"), SOMEBODY);

        for (int i = 0; i < 1_000; i++) {
            memory.put(KeyHash.of("token-" + i), SOMEBODY);
            assertThat(memory.get(KeyHash.of("used"))).isSameAs(SOMEBODY);
            assertThat(memory.size()).isLessThanOrEqualTo(10);
        }
        assertThat(memory.get(KeyHash.of("token-0"))).isNull();
    }
}
