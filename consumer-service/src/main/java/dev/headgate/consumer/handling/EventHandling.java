// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.handling;

import dev.headgate.consumer.HandlerSettings;
import dev.headgate.consumer.SettingsException;
import dev.headgate.consumer.handler.EventHandler;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline's handler, called under its time limit. Thread-safe. */
public final class EventHandling {

    private static final Logger LOGGER = LoggerFactory.getLogger(EventHandling.class);

    /** Threads that may hang in a handler, given up and not yet ended. */
    private static final int ABANDONED_MAX = 8;

    private final @Nullable EventHandler handler;
    private final Duration limit;
    private final AtomicInteger abandoned = new AtomicInteger();

    private EventHandling(@Nullable EventHandler handler, Duration limit) {
        this.handler = handler;
        this.limit = limit;
    }

    /** No handler: every event lands as it is. */
    public static EventHandling asItIs() {
        return new EventHandling(null, Duration.ZERO);
    }

    /** This handler under this limit. */
    public static EventHandling by(EventHandler handler, Duration limit) {
        return new EventHandling(handler, limit);
    }

    /**
     * The handler on the class path that the settings name.
     *
     * @throws SettingsException if there is none of that name
     */
    public static EventHandling of(HandlerSettings settings) {
        if (settings.name().isEmpty()) {
            return asItIs();
        }
        var names = new ArrayList<String>();
        for (EventHandler found : ServiceLoader.load(EventHandler.class)) {
            if (found.name().equals(settings.name())) {
                return by(found, settings.timeLimit());
            }
            names.add(found.name());
        }
        throw new SettingsException(
                List.of(
                        "consumer.handler.name is %s; the class path has the handlers %s"
                                .formatted(settings.name(), names)));
    }

    /** True if every event lands as it is. */
    public boolean isAsItIs() {
        return handler == null;
    }

    /**
     * What is to become of each row, in order.
     *
     * @throws HandlerStopped if the handler is broken, or too many calls of it hang
     */
    public List<Handled> handle(List<EventRow> rows) throws InterruptedException {
        if (handler == null) {
            return rows.stream().<Handled>map(Handled.Ready::new).toList();
        }
        var handled = new ArrayList<Handled>(rows.size());
        while (handled.size() < rows.size()) {
            if (abandoned.get() >= ABANDONED_MAX) {
                throw new HandlerStopped(
                        "%d calls of the handler %s do not come back"
                                .formatted(ABANDONED_MAX, handler.name()));
            }
            List<EventRow> rest = rows.subList(handled.size(), rows.size());
            var run = new HandlerRun(handler, rest, abandoned::decrementAndGet);
            try {
                handled.addAll(run.run(limit));
            } finally {
                if (run.isAbandoned()) {
                    abandoned.incrementAndGet();
                }
            }
            if (run.isAbandoned() && handled.size() < rows.size()) {
                handled.add(timedOut(rows.get(handled.size())));
            }
        }
        return handled;
    }

    private Handled timedOut(EventRow row) {
        LOGGER.atWarn()
                .addKeyValue("limit", limit)
                .log("a call of the handler took too long; its record is parked");
        return HandlerRun.later(row, "HandlerTimeout", "the handler took longer than " + limit);
    }
}
