// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** All that some loggers write on any level, with stack traces, while it is open. */
final class WholeLog implements AutoCloseable {

    private final List<Logger> loggers;
    private final List<@Nullable Level> levels;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Listening(lines);

    WholeLog(String... names) {
        loggers = Arrays.stream(names).map(Logger::getLogger).toList();
        levels = Arrays.asList(loggers.stream().map(Logger::getLevel).toArray(Level[]::new));
        loggers.forEach(logger -> {
            logger.addHandler(handler);
            logger.setUseParentHandlers(false);
            logger.setLevel(Level.ALL);
        });
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).removeHandler(handler);
            loggers.get(i).setUseParentHandlers(true);
            loggers.get(i).setLevel(levels.get(i));
        }
    }

    private static final class Listening extends Handler {

        private final Formatter formatter = new SimpleFormatter();
        private final List<String> lines;

        Listening(List<String> lines) {
            this.lines = lines;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
