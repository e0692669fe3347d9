// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database that cannot be read; the message is a sentence for the user. */
public final class DatabaseAccessException extends RuntimeException {

    private static final String REFUSED_CLASS = "28";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String NOT_PERMITTED = "42501";
    private static final String UNREACHABLE_CLASS = "08";

    @Serial private static final long serialVersionUID = 1L;

    DatabaseAccessException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What an error means for somebody who asked for a check of the database. */
    static DatabaseAccessException of(DatabaseAccess database, SQLException cause) {
        @Nullable String state = cause.getSQLState();
        return new DatabaseAccessException(
                sentence(database, state == null ? "" : state, cause), cause);
    }

    private static String sentence(DatabaseAccess database, String state, SQLException cause) {
        String address = database.address();
        if (state.startsWith(UNREACHABLE_CLASS)) {
            return "No PostgreSQL answers at %s: %s".formatted(address, cause.getMessage());
        }
        if (state.startsWith(REFUSED_CLASS)) {
            return "PostgreSQL at %s refuses the user %s: check name and password."
                    .formatted(address, database.username());
        }
        if (state.equals(NO_SUCH_DATABASE)) {
            return "PostgreSQL has no database %s: check the address.".formatted(address);
        }
        if (state.equals(NOT_PERMITTED)) {
            return "The user %s may not read the tables of %s at %s: grant USAGE on the schema and SELECT on its tables."
                    .formatted(database.username(), database.schema(), address);
        }
        return "The database at %s could not be read: %s".formatted(address, cause.getMessage());
    }
}
