// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandingFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08006", "57P01", "57P02", "57P03", "57P05", "57014",
                "53000", "53100", "53200", "53300", "58000", "58030", "40001", "40P01", "55P03",
                "25006", "25P03", "25P04"
            })
    void failuresOfTheSurroundingsAreNoRecordsFault(String state) {
        assertThat(LandingFailure.classOf(state)).isEqualTo(FailureClass.ENVIRONMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22000", "22001", "22003", "22008", "22021", "22P02", "22P05", "23502", "23505",
                "23514", "23P01", "54000", "54001"
            })
    void refusedDataIsPoison(String state) {
        assertThat(LandingFailure.classOf(state)).isEqualTo(FailureClass.POISON);
    }

    @Test
    void aMissingParentMayCome() {
        assertThat(LandingFailure.classOf("23503")).isEqualTo(FailureClass.RETRYABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42P01", "42703", "42501", "28000", "28P01", "3D000", "3F000", "0A000", "25P02",
                "40002", "57000", "XX000", "99999", "P0001", ""
            })
    void whatIsNotListedStopsTheLine(String state) {
        assertThat(LandingFailure.classOf(state)).isEqualTo(FailureClass.SYSTEMIC);
    }

    @Test
    void findsTheStateInsideJooqsException() {
        var thrown = new DataAccessException("outer", new SQLException("inner", "22P02"));

        assertThat(LandingFailure.of(thrown))
                .isEqualTo(new LandingFailure(FailureClass.POISON, "22P02", "inner"));
    }

    @Test
    void aPoolThatHasNoConnectionInTimeIsTheSurroundingsFault() {
        var thrown = new SQLTransientConnectionException("request timed out after 5000ms");

        assertThat(LandingFailure.of(thrown).failureClass()).isEqualTo(FailureClass.ENVIRONMENT);
    }

    @Test
    void anExceptionThatIsNoDatabasesStopsTheLine() {
        assertThat(LandingFailure.of(new IllegalStateException("bug")).failureClass())
                .isEqualTo(FailureClass.SYSTEMIC);
    }
}
