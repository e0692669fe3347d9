// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one loop: those that carry an attempt, and the idle ones, of which the one
 * that was used last is used next, so that few are kept busy rather than all of them now and then.
 */
final class ConnectionPool {

    private final InetSocketAddress address;
    private final Selector selector;
    private final int max;
    private final Set<Connection> all = new HashSet<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();

    ConnectionPool(InetSocketAddress address, Selector selector, int max) {
        this.address = address;
        this.selector = selector;
        this.max = max;
    }

    boolean hasIdle() {
        return !idle.isEmpty();
    }

    boolean isFull() {
        return all.size() >= max;
    }

    /** How many carry an attempt. */
    int busy() {
        return all.size() - idle.size();
    }

    /** Takes an idle one, if there is one, to carry an attempt. */
    @Nullable Connection take() {
        return idle.pollLast();
    }

    /** Begins to connect one more, to carry an attempt. */
    Connection open() throws IOException {
        Connection connection = Connection.open(address, selector);
        all.add(connection);
        return connection;
    }

    /** Takes one back whose attempt has ended. */
    void giveBack(Connection connection) {
        connection.free();
        idle.addLast(connection);
    }

    /** Closes one for good; gives the attempt that was on it, if any. */
    @Nullable Attempt drop(Connection connection) {
        Attempt attempt = connection.attempt();
        if (attempt == null) {
            idle.remove(connection);
        }
        connection.free();
        all.remove(connection);
        connection.close();
        return attempt;
    }

    /** Those whose attempt was given to them before an instant. */
    List<Connection> busySinceBefore(long nanos) {
        return all.stream()
                .filter(connection ->
                        connection.attempt() != null && connection.sentNanos() < nanos)
                .toList();
    }

    void closeAll() {
        all.forEach(Connection::close);
    }
}
