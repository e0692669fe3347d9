// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The service as its image has it: jars in two folders, and the cache that the image's own script
 * makes. What the build has packaged is copied, so it must have.
 */
record Artifact(Path home) {

    private static final Path SCRIPT = Path.of("..", "containers", "aot-cache");
    private static final Path BUILT = Path.of("target");
    private static final int MAKE_MINUTES_MAX = 5;

    /** Puts the jars into a folder and makes the cache there. */
    static Artifact in(Path home) throws IOException, InterruptedException {
        Path app = Files.createDirectories(home.resolve("app"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        copy(BUILT, "headgate-consumer-service-*.jar", app);
        copy(BUILT.resolve("lib"), "*.jar", lib);
        Process script =
                new ProcessBuilder("sh", SCRIPT.toString(), home.toAbsolutePath().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("aot-cache.log").toFile())
                        .start();
        if (!script.waitFor(MAKE_MINUTES_MAX, TimeUnit.MINUTES) || script.exitValue() != 0) {
            script.destroyForcibly();
            throw new IOException(Files.readString(home.resolve("aot-cache.log")));
        }
        return new Artifact(home);
    }

    private static void copy(Path from, String which, Path to) throws IOException {
        try (var jars = Files.newDirectoryStream(from, which)) {
            for (Path jar : jars) {
                Files.copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }

    /** The JVM with the image's options and cache; what it is to run follows. */
    Process start(Path log, boolean withCache, String... arguments) {
        var command =
                new ArrayList<>(List.of(java(), "@" + home.resolve("java.args").toAbsolutePath()));
        if (withCache) {
            command.add("-XX:AOTCache=" + home.resolve("consumer.aot").toAbsolutePath());
        }
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
