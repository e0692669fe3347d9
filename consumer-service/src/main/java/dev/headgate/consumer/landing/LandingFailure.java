// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.record.Refusal;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A failure of the database, put into its class by the SQLSTATE alone. What is not listed is {@link
 * FailureClass#SYSTEMIC}: stopping is safe, guessing is not.
 *
 * @param failureClass what to do about it
 * @param sqlState PostgreSQL's error code; null if it gave none
 * @param message what the server or the driver said, without the values that it quotes
 */
public record LandingFailure(FailureClass failureClass, @Nullable String sqlState, String message) {

    private static final String STATEMENT_TIMEOUT = "57014";

    /** Connection lost, resources exhausted, system error. */
    private static final Set<String> ENVIRONMENT_CLASSES = Set.of("08", "53", "58");

    private static final Set<String> ENVIRONMENT_STATES =
            Set.of(
                    "57P01", // admin shutdown
                    "57P02", // crash shutdown
                    "57P03", // cannot connect now
                    "57P05", // idle session timeout
                    STATEMENT_TIMEOUT,
                    "40001", // serialization failure
                    "40P01", // deadlock
                    "55P03", // lock timeout
                    "25006", // read-only: a fail-over is under way
                    "25P03", // idle in transaction too long: this process was stopped for a while
                    "25P04"); // transaction timeout

    /** Data exception, and a row that exceeds a limit of the server. */
    private static final Set<String> POISON_CLASSES = Set.of("22", "54");

    private static final Set<String> POISON_STATES =
            Set.of(
                    "23502", // not null
                    "23505", // unique: not our key, that one conflicts quietly
                    "23514", // check
                    "23P01"); // exclusion

    private static final Set<String> RETRYABLE_STATES = Set.of("23503"); // the parent may come

    /** Puts an exception of the driver, or one that wraps it, into its class. */
    public static LandingFailure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return new LandingFailure(FailureClass.SYSTEMIC, null, thrown.toString());
    }

    private static LandingFailure of(SQLException sql) {
        @Nullable String state = sql.getSQLState();
        if (state == null || state.isEmpty()) {
            FailureClass unnamed =
                    sql instanceof SQLTransientException
                            ? FailureClass.ENVIRONMENT
                            : FailureClass.SYSTEMIC;
            return new LandingFailure(unnamed, null, message(sql));
        }
        return new LandingFailure(classOf(state), state, message(sql));
    }

    /** True if what fails is in the records and not around them. */
    public boolean blamesRecords() {
        return switch (failureClass) {
            case POISON, RETRYABLE -> true;
            case ENVIRONMENT, SYSTEMIC -> false;
        };
    }

    /** True if a statement took too long: the surroundings' fault, or that of one record. */
    public boolean isStatementTimeout() {
        return STATEMENT_TIMEOUT.equals(sqlState);
    }

    /** Why a record does not land that fails like this by itself. */
    public Refusal refusal() {
        String reason =
                switch (String.valueOf(sqlState)) {
                    case "23502", "23505", "23514", "23P01" -> "ConstraintViolated";
                    case "23503" -> "ParentMissing";
                    case "54001" -> "NestedTooDeep";
                    case STATEMENT_TIMEOUT -> "StatementTimeout";
                    default -> "RefusedByDatabase";
                };
        return new Refusal(Refusal.Stage.LAND, reason, message, sqlState);
    }

    /** The class of a SQLSTATE. */
    public static FailureClass classOf(String state) {
        String group = state.length() < 2 ? "" : state.substring(0, 2);
        if (ENVIRONMENT_CLASSES.contains(group) || ENVIRONMENT_STATES.contains(state)) {
            return FailureClass.ENVIRONMENT;
        }
        if (POISON_CLASSES.contains(group) || POISON_STATES.contains(state)) {
            return FailureClass.POISON;
        }
        return RETRYABLE_STATES.contains(state) ? FailureClass.RETRYABLE : FailureClass.SYSTEMIC;
    }

    /** The server's first line only: its details quote the data. */
    private static String message(SQLException sql) {
        if (sql instanceof PSQLException postgres) {
            @Nullable ServerErrorMessage server = postgres.getServerErrorMessage();
            if (server != null && server.getMessage() != null) {
                return server.getMessage();
            }
        }
        return String.valueOf(sql.getMessage());
    }
}
