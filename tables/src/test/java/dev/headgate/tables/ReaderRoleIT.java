// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Database.Shared.class)
class ReaderRoleIT {

    @Test
    void readsEventsByTopicAlsoOfTopicsThatComeLater(Database database) throws SQLException {
        String schema = database.schema();
        String reader = schema + " \"reader\"-1";
        database.topic(schema, "orders");
        assertThat(database.grant(schema, reader)).isTrue();
        database.topic(schema, "later");
        database.event(schema, "orders", "o1");
        database.event(schema, "later", "l1");

        String quoted = reader.replace("\"", "\"\"");
        assertThat(database.ask(quoted, "SELECT event_id FROM %s.topic_orders".formatted(schema)))
                .containsExactly("o1");
        assertThat(database.ask(quoted, "SELECT event_id FROM %s.topic_later".formatted(schema)))
                .containsExactly("l1");
        assertThat(database.ask(quoted, "SELECT count(*) FROM %s.event".formatted(schema)))
                .containsExactly("2");
    }

    @Test
    void sayingItAgainChangesNothing(Database database) {
        String schema = database.schema();
        database.grant(schema, schema + "_reader");

        assertThat(database.grant(schema, schema + "_reader")).isFalse();
    }

    @Test
    void readsWhyARecordDidNotLandButNotWhatItCarries(Database database) throws SQLException {
        String schema = database.schema();
        String reader = schema + "_reader";
        database.grant(schema, reader);

        assertThat(
                        database.ask(
                                reader,
                                "SELECT reason FROM %s.dead_letter".formatted(schema),
                                "SELECT reason FROM %s.retry_record".formatted(schema)))
                .isEmpty();
        for (String table : List.of("dead_letter", "retry_record")) {
            for (String column :
                    List.of("record_key", "record_value", "record_headers", "detail")) {
                refuses(database, reader, "SELECT %s FROM %s.%s".formatted(column, schema, table));
            }
        }
        refuses(database, reader, "SELECT 1 FROM %s.event_identity".formatted(schema));
    }

    @Test
    void changesNothing(Database database) throws SQLException {
        String schema = database.schema();
        String reader = schema + "_reader";
        database.topic(schema, "orders");
        database.grant(schema, reader);

        refuses(database, reader, "DELETE FROM %s.event".formatted(schema));
        refuses(database, reader, "UPDATE %s.watermark SET next_offset = 0".formatted(schema));
        refuses(database, reader, Database.insertTopic(schema, "mine"));
        refuses(database, reader, "CREATE TABLE %s.mine ()".formatted(schema));
        assertThat(
                        database.ask(
                                "SELECT rolcanlogin FROM pg_roles WHERE rolname = '%s'"
                                        .formatted(reader)))
                .containsExactly("f");
    }

    private static void refuses(Database database, String reader, String statement) {
        assertThatThrownBy(() -> database.ask(reader, statement))
                .as(statement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
    }
}
