// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks PostgreSQL in one statement which texts it would not take as jsonb. */
public final class JsonScreen implements PoisonSearch.Screen {

    private static final String SQL =
            """
            SELECT u.place, e.message, e.sql_error_code
            FROM unnest(?::text[]) WITH ORDINALITY AS u(data, place)
            CROSS JOIN LATERAL pg_input_error_info(u.data, 'jsonb') AS e
            WHERE e.message IS NOT NULL
            ORDER BY u.place\
            """;

    private final LandingDatabase database;

    /** Asks this database. */
    public JsonScreen(LandingDatabase database) {
        this.database = database;
    }

    @Override
    public List<Refused> refused(List<EventRow> rows) throws InterruptedException {
        return database.transaction(tx -> tx.connectionResult(c -> ask(c, rows)));
    }

    @SuppressWarnings("NullAway") // An array for JDBC: a null element is an SQL NULL.
    private static List<Refused> ask(Connection connection, List<EventRow> rows)
            throws SQLException {
        String[] texts = rows.stream().map(EventRow::json).toArray(String[]::new);
        var refused = new ArrayList<Refused>();
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setArray(1, connection.createArrayOf("text", texts));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    EventRow bad = rows.get(Math.toIntExact(row.getLong(1) - 1));
                    refused.add(bad.refused(refusal(row.getString(2), row.getString(3))));
                }
            }
        }
        return refused;
    }

    private static Refusal refusal(String message, String sqlState) {
        return new Refusal(Refusal.Stage.LAND, "InvalidJson", message, sqlState);
    }
}
