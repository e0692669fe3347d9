// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Where the log of a command goes: what a human must act on to standard error, everything else into
 * a file if there is one.
 */
public final class CommandLogging {

    private static final String CONFIGURED_BY_CLASS = "java.util.logging.config.class";
    private static final String LINE = "java.util.logging.SimpleFormatter.format";
    private static final int FILE_BYTES_MAX = 10_485_760;
    private static final int FILES_MAX = 3;

    /** Called by JUL, and by nobody else: it leaves all as {@link CommandLogging} has set it. */
    public static final class Untouched {

        /** Does nothing, so that libraries that configure JUL find it configured. */
        public Untouched() {}
    }

    /** Warns, for each meter, that services of one process share it, which is how a run is made. */
    private static final Logger SHARED_METERS =
            Logger.getLogger("io.helidon.metrics.providers.micrometer.MMeterRegistry");

    private CommandLogging() {}

    /** Shows errors only. */
    static void toStandardError() {
        System.setProperty(CONFIGURED_BY_CLASS, Untouched.class.getName());
        if (System.getProperty(LINE) == null) {
            System.setProperty(LINE, "%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
        }
        LogManager.getLogManager().reset();
        LastingLog.last();
        SHARED_METERS.setLevel(Level.SEVERE);
        var console = new ConsoleHandler();
        console.setLevel(Level.SEVERE);
        add(console);
    }

    /** Writes the log into files of the folder too, a bounded number of bounded ones. */
    public static Path toFile(Path folder) {
        Path file = folder.resolve("headgate.log");
        try {
            Files.createDirectories(folder);
            add(new FileHandler(file + ".%g", FILE_BYTES_MAX, FILES_MAX, true));
            return folder.resolve("headgate.log.0");
        } catch (IOException e) {
            throw CommandFailure.invalid("Cannot write the log " + file + ".");
        }
    }

    private static void add(Handler handler) {
        try {
            handler.setEncoding(UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform has UTF-8", e);
        }
        handler.setFormatter(new SimpleFormatter());
        Logger.getLogger("").addHandler(handler);
    }
}
