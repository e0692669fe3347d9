// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @ValueSource(strings = {"00-" + IDS, "01-" + IDS, "cc-" + IDS + "-what-comes-later"})
    void takesParents(String text) {
        assertThat(TraceContext.isParent(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + IDS,
                "0-" + IDS,
                "00-" + IDS + "-later",
                "00-" + IDS + " ",
                "01-" + IDS + "later",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "01-" + IDS + "-\u00e9"
            })
    void leavesWhatIsNoParent(String text) {
        assertThat(TraceContext.isParent(text)).isFalse();
    }

    @Test
    void limitsAParent() {
        assertThat(TraceContext.isParent("01-" + IDS + "-" + "a".repeat(256))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rojo=00f067aa0ba902b7",
                "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
                "rojo=00f067aa0ba902b7 , congo=t61 rcWkgMzE,,",
                "fw529a3039@dt=FfAAAAAAA,a/b*c-d_e=1"
            })
    void takesStates(String text) {
        assertThat(TraceContext.isState(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "rojo",
                "rojo=",
                "=1",
                "Rojo=1",
                "rojo=a=b",
                "a@B=1",
                "a@b@c=1",
                "rojo=\u00e9"
            })
    void leavesWhatIsNoState(String text) {
        assertThat(TraceContext.isState(text)).isFalse();
    }

    @Test
    void limitsAState() {
        assertThat(TraceContext.isState("a=1,".repeat(32))).isTrue();
        assertThat(TraceContext.isState("a=1,".repeat(33))).isFalse();
        assertThat(TraceContext.isState("a=" + "1".repeat(256))).isTrue();
        assertThat(TraceContext.isState("a=" + "1".repeat(257))).isFalse();
        assertThat(TraceContext.isState(("a=" + "1".repeat(200) + ",").repeat(3))).isFalse();
    }
}
