// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps stack traces of the connector out of the view, which says itself that Kafka is away. */
final class ConnectorLog {

    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger CONNECTOR =
            Logger.getLogger("io.helidon.messaging.connectors.kafka");

    private ConnectorLog() {}

    static void silence() {
        CONNECTOR.setLevel(Level.OFF);
    }
}
