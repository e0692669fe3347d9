// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void neverGivesAPortTwice() {
        var given = new HashSet<Integer>();
        for (int i = 0; i < 100; i++) {
            assertThat(given.add(FreePorts.next())).isTrue();
        }
    }
}
