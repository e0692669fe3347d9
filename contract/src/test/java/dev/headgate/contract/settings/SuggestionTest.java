// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> WORDS =
            List.of("partitions", "partitionBy", "name", "eventTypes", "retentionHours");

    @ParameterizedTest
    @CsvSource({
        "partition, partitions",
        "partitionby, partitionBy",
        "nmae, name",
        "event-types, eventTypes",
        "eventtypes, eventTypes"
    })
    void namesTheNearestWord(String word, String nearest) {
        assertThat(Suggestion.nearest(word, WORDS)).contains(nearest);
    }

    @Test
    void namesNothingWhereNoWordIsNear() {
        assertThat(Suggestion.nearest("colour", WORDS)).isEmpty();
        assertThat(Suggestion.nearest("name", List.of())).isEmpty();
    }
}
