// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import static dev.headgate.tables.generated.Tables.DATA_GAP;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.RETRY_RECORD;
import static dev.headgate.tables.generated.Tables.TOPIC_REF;
import static dev.headgate.tables.generated.Tables.WATERMARK;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * A role that may read what is meant for users in a pipeline's schema, and do nothing else. What
 * refused and parked records carry is not for it: nobody has vouched for what stands there. What it
 * may read is the public interface of the schema; {@code docs/reference/tables.md} lists it.
 */
public final class ReaderRole {

    /** Read as a whole, so that a later view of a topic is readable too. */
    private static final List<Table<?>> TABLES = List.of(EVENT, TOPIC_REF, WATERMARK, DATA_GAP);

    /** Records that did not land: where and why, not what. */
    private static final List<Part> PARTS =
            List.of(
                    new Part(
                            DEAD_LETTER,
                            DEAD_LETTER.DEAD_LETTER_ID,
                            DEAD_LETTER.TOPIC_REF,
                            DEAD_LETTER.KAFKA_PARTITION,
                            DEAD_LETTER.KAFKA_OFFSET,
                            DEAD_LETTER.RECORD_TIMESTAMP,
                            DEAD_LETTER.STAGE,
                            DEAD_LETTER.FAILURE_CLASS,
                            DEAD_LETTER.REASON,
                            DEAD_LETTER.SQLSTATE,
                            DEAD_LETTER.ATTEMPTS,
                            DEAD_LETTER.FIRST_FAILED_AT,
                            DEAD_LETTER.FAILED_AT,
                            DEAD_LETTER.STATE,
                            DEAD_LETTER.STATE_SINCE,
                            DEAD_LETTER.REPLAYS,
                            DEAD_LETTER.REPLAY_ID,
                            DEAD_LETTER.CAUSE,
                            DEAD_LETTER.PUBLISHED_AT,
                            DEAD_LETTER.DLQ_PARTITION,
                            DEAD_LETTER.DLQ_OFFSET),
                    new Part(
                            RETRY_RECORD,
                            RETRY_RECORD.TOPIC_REF,
                            RETRY_RECORD.KAFKA_PARTITION,
                            RETRY_RECORD.KAFKA_OFFSET,
                            RETRY_RECORD.RECORD_TIMESTAMP,
                            RETRY_RECORD.STAGE,
                            RETRY_RECORD.REASON,
                            RETRY_RECORD.SQLSTATE,
                            RETRY_RECORD.FINGERPRINT,
                            RETRY_RECORD.ATTEMPTS,
                            RETRY_RECORD.PARKED_AT,
                            RETRY_RECORD.FAILED_AT,
                            RETRY_RECORD.NEXT_ATTEMPT_AT));

    private static final String DUPLICATE_OBJECT = "42710";
    private static final String UNIQUE_VIOLATION = "23505";

    private ReaderRole() {}

    /**
     * Makes the role if it is missing, without a login, and lets it read. Idempotent.
     *
     * @return true if the role was made
     * @throws DataAccessException if PostgreSQL refuses: making a role takes the right to do so
     */
    public static boolean grant(
            String url, String username, String password, String schema, String role) {
        try (Connection connection = DriverManager.getConnection(url, username, password)) {
            DSLContext dsl =
                    DSL.using(connection, SQLDialect.POSTGRES, PipelineSchema.jooqSettings(schema));
            boolean made = make(dsl, role);
            dsl.transaction(tx -> grant(tx, schema, DSL.name(role)));
            return made;
        } catch (SQLException e) {
            throw new DataAccessException("PostgreSQL cannot be reached: " + e.getMessage(), e);
        }
    }

    private static boolean make(DSLContext dsl, String role) {
        var roles = DSL.table(DSL.name("pg_catalog", "pg_roles"));
        if (dsl.fetchExists(roles, DSL.field(DSL.name("rolname"), String.class).eq(role))) {
            return false;
        }
        try {
            dsl.execute("CREATE ROLE {0} NOLOGIN", DSL.name(role));
            return true;
        } catch (DataAccessException e) {
            if (DUPLICATE_OBJECT.equals(e.sqlState()) || UNIQUE_VIOLATION.equals(e.sqlState())) {
                return false;
            }
            throw e;
        }
    }

    private static void grant(Configuration tx, String schema, Name role) {
        DSLContext dsl = tx.dsl();
        dsl.execute("GRANT USAGE ON SCHEMA {0} TO {1}", DSL.name(schema), role);
        for (Table<?> table : TABLES) {
            dsl.execute("GRANT SELECT ON {0} TO {1}", table, role);
        }
        for (String view : TopicViews.names(dsl, schema)) {
            dsl.execute("GRANT SELECT ON {0} TO {1}", DSL.name(schema, view), role);
        }
        for (Part part : PARTS) {
            dsl.execute(
                    "GRANT SELECT ({0}) ON {1} TO {2}",
                    DSL.list(part.columns()), part.table(), role);
        }
    }

    /** Some columns of a table. */
    private record Part(Table<?> table, List<Name> columns) {

        Part(Table<?> table, Field<?>... columns) {
            this(table, Stream.of(columns).map(Field::getUnqualifiedName).toList());
        }
    }
}
