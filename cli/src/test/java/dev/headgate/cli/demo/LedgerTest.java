// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void addsUpWhenEveryEventHasAnEnd() {
        ledger.started();
        ledger.started();
        ledger.started();
        ledger.answered(new Answer.Unknown(), 1);
        ledger.accepted(new DemoEvent("a", 0), 1);
        ledger.answered(new Answer.Refused("422 Invalid event"), 1);
        ledger.unresolved(new DemoEvent("b", 0));

        Sent sent = ledger.sent();

        assertThat(sent.addsUp()).isTrue();
        assertThat(sent.unknownAnswers()).isEqualTo(1);
        assertThat(sent.refused()).containsExactly(Map.entry("422 Invalid event", 1L));
    }

    @Test
    void doesNotAddUpWhenAnEventVanishes() {
        ledger.started();

        assertThat(ledger.sent().addsUp()).isFalse();
    }

    @Test
    void failsWhileAnOutcomeIsNotKnown() {
        ledger.started();
        ledger.unresolved(new DemoEvent("a", 0));

        var result =
                new DemoResult(
                        ledger.sent(),
                        new Verdict(0, 0, List.of(), List.of(), List.of(), List.of(), 0),
                        new Landing(0, 0, 0, 0));

        assertThat(result.holds()).isFalse();
    }
}
