// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache that the image is built with: made without any server, and of use to real starts. */
class AotCacheIT {

    /** With this the JVM refuses to start without the cache, instead of going on. */
    private static final String OR_FAIL = "-XX:AOTMode=on";

    private static final String LOADED = "-Xlog:class+load";
    private static final String FROM_THE_CACHE =
            "dev.headgate.consumer.Main source: shared objects file";
    private static final String USAGE = "headgate consumer: say --pipeline FILE";

    @TempDir private static Path folder;

    private static Artifact artifact;

    @BeforeAll
    static void makeTheCache() throws Exception {
        artifact = Artifact.in(folder.resolve("image"));
    }

    @Test
    void everyClassOfTheListIsStillThere() throws IOException {
        assertThat(Files.readString(artifact.home().resolve("aot-cache.log")))
                .contains("classes that are not there any more: 0");
    }

    @Test
    void isUsedByARealStart() throws Exception {
        assertThat(started(OR_FAIL, LOADED)).contains(FROM_THE_CACHE, USAGE);
    }

    @Test
    void isUsedWithAHandlerBesideItToo() throws Exception {
        try (var jars =
                Files.newDirectoryStream(artifact.home().resolve("lib"), "jspecify-*.jar")) {
            Files.copy(
                    jars.iterator().next(),
                    artifact.home().resolve("handlers").resolve("my-handler.jar"));
        }

        assertThat(started(OR_FAIL, LOADED, "-XX:+UseSerialGC")).contains(FROM_THE_CACHE, USAGE);
    }

    /** What it says for want of arguments. */
    private static String started(String... options) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "start", ".log");
        var arguments = new String[options.length + 1];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = Main.class.getName();
        artifact.start(log, true, arguments).waitFor();
        return Files.readString(log);
    }
}
