// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A browser without a window, started anew for each page. */
final class Chromium {

    private static final String VARIABLE = "HEADGATE_CHROMIUM";
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SCRIPTS_MILLIS = 2_000;

    private final Path program;

    /** Which colours the page is asked for. */
    enum Scheme {
        Light(1),
        Dark(0);

        private final int setting;

        Scheme(int setting) {
            this.setting = setting;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of a page.
     *
     * @param dom the page after its scripts ran
     * @param log what the browser wrote meanwhile
     */
    record Visit(String dom, String log) {

        /** What the page's scripts and its policy complained of. */
        List<String> complaints() {
            return log.lines().filter(line -> line.contains("CONSOLE")).toList();
        }
    }

    private Chromium(Path program) {
        this.program = program;
    }

    /** The browser of this machine. */
    static Chromium found() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            return new Chromium(Path.of(named));
        }
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            for (String name : NAMES) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return new Chromium(program);
                }
            }
        }
        throw new AssertionError(
                "the report is tested in Chromium, and none is on the PATH: install one"
                        + " (Debian: apt-get install chromium fonts-dejavu-core) or name one with "
                        + VARIABLE);
    }

    /** Opens a page and lets its scripts run. */
    Visit visit(Path page, String... flags) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(flags));
        all.add("--dump-dom");
        return run(page, all);
    }

    /** Takes a picture of the upper part of a page. */
    void picture(Path page, Path picture, Scheme scheme, int width, int height)
            throws IOException, InterruptedException {
        Visit visit =
                run(
                        page,
                        List.of(
                                "--screenshot=" + picture.toAbsolutePath(),
                                "--hide-scrollbars",
                                "--window-size=" + width + "," + height,
                                "--blink-settings=preferredColorScheme=" + scheme.setting));
        if (!Files.exists(picture)) {
            throw new IOException("the browser took no picture: " + visit.log());
        }
    }

    private Visit run(Path page, List<String> flags) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("chromium-");
        try {
            var command = new ArrayList<String>();
            command.add(program.toString());
            command.addAll(
                    List.of(
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--user-data-dir=" + folder.resolve("profile"),
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-quic",
                            "--enable-logging=stderr",
                            "--virtual-time-budget=" + SCRIPTS_MILLIS));
            command.addAll(flags);
            command.add(page.toUri().toString());
            Path dom = folder.resolve("dom");
            Path log = folder.resolve("log");
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(dom.toFile())
                            .redirectError(log.toFile())
                            .start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            if (!ended) {
                throw new IOException(
                        "the browser did not end within "
                                + PATIENCE
                                + ": "
                                + Files.readString(log));
            }
            return new Visit(Files.readString(dom), Files.readString(log));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> {
                        try {
                            Files.deleteIfExists(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
