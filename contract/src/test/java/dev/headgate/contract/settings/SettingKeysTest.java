// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingKeysTest {

    private static final Set<String> KNOWN =
            Set.of("ingest.server.port", "ingest.topics.0.name", "ingest.topics.0.event-types.0");

    @Test
    void findsNothingWhereAllKeysAreKnown() {
        assertThat(
                        SettingKeys.unknown(
                                KNOWN,
                                Set.of("ingest.topics.17.name", "ingest.topics.3.event-types.9")))
                .isEmpty();
    }

    @Test
    void asksWhetherANearKeyWasMeant() {
        assertThat(SettingKeys.unknown(KNOWN, Set.of("ingest.server.prot")))
                .containsExactly(
                        "unknown setting ingest.server.prot: did you mean ingest.server.port?");
    }

    @Test
    void reportsEachUnknownKeyInOrder() {
        assertThat(SettingKeys.unknown(KNOWN, Set.of("zzz", "aaa", "ingest.server.port")))
                .isEqualTo(List.of("unknown setting aaa", "unknown setting zzz"));
    }
}
