// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the broker's chatter out of the host's log, its warnings of the ordinary too (that it
 * became controller, that a closed connection is closed). Other warnings stay.
 */
final class BrokerLogging {

    private static final Map<String, Level> LEVELS =
            Map.of(
                    "kafka", Level.SEVERE,
                    "org.apache.kafka.clients.NetworkClient", Level.SEVERE,
                    "state.change.logger", Level.SEVERE,
                    "org.apache.kafka", Level.WARNING,
                    "org.apache.kafka.controller", Level.SEVERE,
                    "org.apache.kafka.server", Level.SEVERE);

    /** Held so that the levels are not lost to garbage collection. */
    private static final List<Logger> LOGGERS =
            LEVELS.keySet().stream().map(Logger::getLogger).toList();

    private BrokerLogging() {}

    /** Leaves alone what the user has configured. */
    static void quieten() {
        for (Logger logger : LOGGERS) {
            if (logger.getLevel() == null) {
                logger.setLevel(LEVELS.get(logger.getName()));
            }
        }
    }
}
