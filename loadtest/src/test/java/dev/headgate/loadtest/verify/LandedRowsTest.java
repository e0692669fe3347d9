// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dead letter's event is known by its headers. */
class LandedRowsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [{"name": "ce_type", "value": "x"}, {"name": "ce_id", "value": "shop-1"}] | shop-1
                    [{"name": "ce_id", "base64": "AA=="}]                                     |
                    [{"name": "ce_id", "value": null}]                                        |
                    [{"nameBase64": "AA==", "value": "shop-1"}]                               |
                    []                                                                        |
                    """)
    void readsTheIdThatHeadersSay(String headers, String id) {
        assertThat(LandedRows.eventId(headers)).isEqualTo(id);
    }
}
