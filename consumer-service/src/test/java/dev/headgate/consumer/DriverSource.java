// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;

/** A new connection for each statement or transaction, closed after it. */
record DriverSource(String url, String username, String password) implements ConnectionProvider {

    @Override
    public Connection acquire() {
        try {
            return DriverManager.getConnection(url, username, password);
        } catch (SQLException e) {
            throw new DataAccessException("no connection", e);
        }
    }

    @Override
    public void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DataAccessException("not closed", e);
        }
    }
}
