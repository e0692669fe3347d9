// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.growth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateJsonTest {

    @Test
    void anOrderIsReadAsItWasWritten() {
        var order = new GateOrder(6, 90_000);

        assertThat(new String(order.toJson(), UTF_8))
                .isEqualTo("{\"partitions\":6,\"millis\":90000}");
        assertThat(GateOrder.fromJson(order.toJson())).contains(order);
    }

    @Test
    void aReportIsReadAsItWasWritten() {
        var report = new GateReport("orders", true, false, 89_000, 2);

        assertThat(new String(report.toJson(), UTF_8))
                .isEqualTo(
                        "{\"topic\":\"orders\",\"closed\":true,\"drained\":false,"
                                + "\"millisLeft\":89000,\"partitions\":2}");
        assertThat(GateReport.fromJson(report.toJson())).contains(report);
    }

    @Test
    void whatANewerVersionAddsIsLeftUnread() {
        assertThat(GateOrder.fromJson("{\"partitions\":6,\"millis\":1,\"why\":[]}".getBytes(UTF_8)))
                .contains(new GateOrder(6, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"partitions\":6}",
                "{\"partitions\":null,\"millis\":1}",
                "{\"partitions\":6,\"millis\":\"soon\"}",
                "{\"partitions\":1,\"millis\":1}",
                "{\"partitions\":6,\"millis\":0}",
                "{\"partitions\":6,\"millis\":120001}",
                "{\"partitions\":6,\"millis\":1} {}"
            })
    void whatIsNoOrderIsNone(String json) {
        assertThat(GateOrder.fromJson(json.getBytes(UTF_8))).isEmpty();
    }
}
