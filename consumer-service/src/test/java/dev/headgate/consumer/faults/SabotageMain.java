// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Takes each guard out of a copy of the sources, and sees whether the tests of its fault notice. A
 * test that passes three times, a patch that no longer applies and one that does not compile are
 * errors: then nobody knows whether the guard is guarded. {@code
 * -Dheadgate.sabotage.only=fence.patch} does one.
 */
public final class SabotageMain {

    private static final Path PATCHES = Path.of("src/test/sabotage");
    private static final Path WORK = Path.of("target/sabotage");

    /**
     * Whether a missing guard shows can hang on who is faster, such as the group that gives up a
     * topic by itself before anybody looks at its id.
     */
    private static final int RUNS_MAX = 3;

    private SabotageMain() {}

    /** Runs all patches; ends with 1 unless every one was noticed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path module = Path.of(System.getProperty("headgate.sabotage.module", "."));
        String only = System.getProperty("headgate.sabotage.only", "");
        boolean allNoticed = true;
        int patches = 0;
        for (Path file : patches(module.resolve(PATCHES))) {
            if (only.isBlank() || file.endsWith(only)) {
                patches++;
                allNoticed &= noticed(module, SabotagePatch.read(file));
            }
        }
        System.exit(allNoticed && patches > 0 ? 0 : 1);
    }

    private static List<Path> patches(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static boolean noticed(Path module, SabotagePatch patch)
            throws IOException, InterruptedException {
        System.out.println("without " + patch.guard());
        Path classes = compiled(module, patch);
        boolean all = true;
        for (String test : patch.tests()) {
            long begin = System.nanoTime();
            int runs = 0;
            int exit;
            do {
                exit = run(module, classes, test);
                runs++;
            } while (exit == SabotageRun.PASSED && runs < RUNS_MAX);
            boolean noticed = exit == SabotageRun.FAILED;
            System.out.printf(
                    "    %s %s (%d. run, %.1f s)%n",
                    noticed ? "noticed by" : "NOT NOTICED, exit " + exit + ", by",
                    test,
                    runs,
                    (System.nanoTime() - begin) / 1e9);
            all &= noticed;
        }
        return all;
    }

    private static Path compiled(Path module, SabotagePatch patch) throws IOException {
        Path work = module.resolve(WORK).resolve(patch.name());
        Path source = work.resolve("source").resolve(patch.file().getFileName());
        Path classes = Files.createDirectories(work.resolve("classes"));
        Files.createDirectories(source.getParent());
        Files.writeString(source, patch.applied(Files.readString(module.resolve(patch.file()))));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result =
                compiler.run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        if (result != 0) {
            throw new IOException(patch.name() + " does not compile");
        }
        return classes;
    }

    private static int run(Path module, Path classes, String test)
            throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.util.logging.config.file="
                                + Path.of("src/test/resources/logging-faults.properties"),
                        "-cp",
                        classes.toAbsolutePath()
                                + System.getProperty("path.separator")
                                + System.getProperty("java.class.path"),
                        SabotageRun.class.getName(),
                        test)
                .directory(module.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        classes.resolveSibling(test.substring(test.indexOf('#') + 1) + ".log")
                                .toFile())
                .start()
                .waitFor();
    }
}
