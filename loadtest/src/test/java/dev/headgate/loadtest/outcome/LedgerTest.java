// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private Ledger ledger;

    @BeforeEach
    void create() throws IOException {
        ledger = Ledger.create(Ledger.EVENTS_MAX);
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    @Test
    void holdsTheLastOfAHundredMillionEvents() {
        long last = Ledger.EVENTS_MAX - 1;

        ledger.sent(last, 0);
        ledger.answered(last, Outcome.Accepted, 11L * 3600 * 1_000_000_000);

        assertThat(ledger.outcome(last)).isEqualTo(Outcome.Accepted);
        assertThat(ledger.sentTick(last)).isZero();
        assertThat(ledger.answeredTick(last)).isEqualTo(11L * 3600 * 100_000);
        assertThat(ledger.outcome(last - 1)).isEqualTo(Outcome.None);
        assertThat(ledger.sentTick(last - 1)).isEqualTo(-1);
        assertThat(ledger.answeredTick(last - 1)).isEqualTo(-1);
    }

    @Test
    void onlyTheFirstSendCounts() {
        ledger.sent(7, 20_000);
        ledger.sent(7, 90_000);

        assertThat(ledger.sentTick(7)).isEqualTo(2);
    }

    @Test
    void theHeaviestAnswerCountsWhateverTheOrder() {
        ledger.answered(1, Outcome.Unknown, 10_000);
        ledger.answered(1, Outcome.Refused, 20_000);
        ledger.answered(2, Outcome.Unknown, 10_000);
        ledger.answered(2, Outcome.Accepted, 20_000);
        ledger.answered(2, Outcome.Accepted, 30_000);

        assertThat(ledger.outcome(1)).isEqualTo(Outcome.Unknown);
        assertThat(ledger.answeredTick(1)).isEqualTo(1);
        assertThat(ledger.outcome(2)).isEqualTo(Outcome.Accepted);
        assertThat(ledger.answeredTick(2)).isEqualTo(2);
    }

    @Test
    void whatTheDatabaseHoldsIsCountedBesideTheOutcome() {
        ledger.answered(3, Outcome.Accepted, 0);
        for (int i = 0; i < 9; i++) {
            ledger.rowSeen(3);
        }
        ledger.keptApartSeen(3);

        assertThat(ledger.rowsSeen(3)).isEqualTo(3);
        assertThat(ledger.timesKeptApart(3)).isEqualTo(1);
        assertThat(ledger.outcome(3)).isEqualTo(Outcome.Accepted);
    }

    @Test
    void anEventOutsideIsAMistake() {
        assertThatThrownBy(() -> ledger.outcome(Ledger.EVENTS_MAX))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
