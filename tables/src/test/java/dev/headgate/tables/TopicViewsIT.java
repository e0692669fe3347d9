// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Database.Shared.class)
class TopicViewsIT {

    @Test
    void aTopicThatBecomesKnownGetsAViewOfItsEventsAlone(Database database) throws SQLException {
        String schema = database.schema();
        String view = database.topic(schema, "orders");
        database.topic(schema, "payments");
        database.event(schema, "orders", "o1");
        database.event(schema, "payments", "p1");

        assertThat(view).isEqualTo("topic_orders");
        assertThat(database.ask("SELECT event_id FROM %s.topic_orders".formatted(schema)))
                .containsExactly("o1");
    }

    @Test
    void aTopicThatIsMadeAgainKeepsItsViewAndShowsItsNewEvents(Database database)
            throws SQLException {
        String schema = database.schema();
        database.topic(schema, "orders");
        database.event(schema, "orders", "old");
        String again = database.topic(schema, "orders");
        database.event(schema, "orders", "new");

        assertThat(again).isEqualTo("topic_orders");
        assertThat(
                        database.ask(
                                "SELECT event_id, topic_ref FROM %s.topic_orders ORDER BY 2"
                                        .formatted(schema)))
                .containsExactly("old|1", "new|2");
    }

    @Test
    void namesThatCouldMeetHaveViewsOfTheirOwn(Database database) throws SQLException {
        String schema = database.schema();
        String longest = "a".repeat(249);
        // Each could be taken for another: by case, dots, length, or because it looks like one.
        List<String> topics =
                List.of(
                        "order_paid",
                        "order.paid",
                        "order-paid",
                        "Order_paid",
                        "ref",
                        "a".repeat(57),
                        "a".repeat(58),
                        longest,
                        longest.substring(1) + "b",
                        digested("order.paid").substring("topic_".length()));

        List<String> views = topics.stream().map(topic -> view(database, schema, topic)).toList();

        assertThat(views).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(views).allSatisfy(view -> assertThat(view).matches("[a-z0-9_]{1,63}"));
        assertThat(views.getFirst()).isEqualTo("topic_order_paid");
        assertThat(views.get(1)).isEqualTo(digested("order.paid"));
        assertThat(views.get(4)).isEqualTo(digested("ref"));
        for (int i = 0; i < topics.size(); i++) {
            database.event(schema, topics.get(i), "e" + i);
            assertThat(database.ask("SELECT event_id FROM %s.%s".formatted(schema, views.get(i))))
                    .as(topics.get(i))
                    .containsExactly("e" + i);
        }
    }

    @Test
    void aViewOfSomebodyElseIsLeftAlone(Database database) throws SQLException {
        String schema = database.schema();
        database.ask("CREATE VIEW %s.topic_orders AS SELECT 'theirs' AS mine".formatted(schema));

        String view = database.topic(schema, "orders");

        assertThat(view).isEqualTo(digested("orders"));
        assertThat(database.ask("SELECT mine FROM %s.topic_orders".formatted(schema)))
                .containsExactly("theirs");
    }

    @Test
    void aTopicBecomesKnownEvenIfItsViewCannotBeMade(Database database) throws SQLException {
        String schema = database.schema();
        for (String name : List.of("topic_orders", digested("orders"))) {
            database.ask("CREATE TABLE %s.%s ()".formatted(schema, name));
        }

        assertThat(database.topic(schema, "orders")).isEqualTo("null");

        database.ask("DROP TABLE %s.topic_orders".formatted(schema));
        database.migrate(schema);
        assertThat(viewNames(database, schema)).containsExactly("topic_orders");
    }

    @Test
    void migratingMakesAViewAgainThatWasDropped(Database database) throws SQLException {
        String schema = database.schema();
        database.topic(schema, "orders");
        database.event(schema, "orders", "o1");
        database.ask("DROP VIEW %s.topic_orders".formatted(schema));

        int applied = database.migrate(schema);

        assertThat(applied).isZero();
        assertThat(database.ask("SELECT event_id FROM %s.topic_orders".formatted(schema)))
                .containsExactly("o1");
    }

    @Test
    void aConsumerNeedsNoRightToMakeAnything(Database database) throws SQLException {
        String schema = database.schema();
        String role = schema + "_consumer";
        database.ask(
                "",
                "CREATE ROLE " + role,
                "GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, role),
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO %s"
                        .formatted(schema, role));

        assertThat(database.ask(role, Database.insertTopic(schema, "orders")))
                .containsExactly("topic_orders");
        assertThat(database.ask(role, "SELECT count(*) FROM %s.topic_orders".formatted(schema)))
                .containsExactly("0");
    }

    @Test
    void manyAtOnceMakeOneView(Database database) throws Exception {
        String schema = database.schema();
        List<CompletableFuture<String>> all =
                IntStream.range(0, 8)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(
                                        () -> view(database, schema, "orders")))
                        .toList();

        for (CompletableFuture<String> each : all) {
            assertThat(each.get()).isEqualTo("topic_orders");
        }
    }

    @Test
    void tellsWhatEachColumnMeans(Database database) throws SQLException {
        String schema = database.schema();
        database.topic(schema, "orders");

        List<String> without =
                database.ask(
                        """
                        SELECT attname FROM pg_attribute WHERE attrelid = '%s.topic_orders'::regclass
                            AND attnum > 0 AND col_description(attrelid, attnum) IS NULL
                        """
                                .formatted(schema));

        assertThat(without).isEmpty();
    }

    private static String view(Database database, String schema, String topic) {
        try {
            return database.topic(schema, topic);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> viewNames(Database database, String schema) throws SQLException {
        return database.ask("SELECT view_name FROM %s.topic_ref".formatted(schema));
    }

    /** The rule, in other words than the database's. */
    private static String digested(String topic) {
        try {
            byte[] hash =
                    java.security.MessageDigest.getInstance("SHA-256")
                            .digest(topic.getBytes(UTF_8));
            String plain = topic.toLowerCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
            return "topic_"
                    + plain.substring(0, Math.min(40, plain.length()))
                    + "_"
                    + java.util.HexFormat.of().formatHex(hash, 0, 8);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
