// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws where there is no font, in a Java of its own. */
class LatencyPictureIT {

    @TempDir Path folder;

    @Test
    void saysInOneSentenceThatThereAreNoFonts() throws Exception {
        Path fonts = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        Path output = folder.resolve("output");
        var command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutFonts.class.getName(),
                        folder.resolve("report").toString());
        command.environment().put("FONTCONFIG_FILE", fonts.toString());

        int code =
                command.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();

        assertThat(output)
                .content()
                .startsWith("[no latency.png: this machine has no fonts that Java can draw with")
                .hasLineCount(1);
        assertThat(code).isZero();
        assertThat(folder.resolve("report/report.html")).exists();
        assertThat(folder.resolve("report/latency.png")).doesNotExist();
    }

    /** Writes a report and prints its notes. */
    static final class WithoutFonts {

        private WithoutFonts() {}

        @SuppressWarnings("SystemOut") // What it prints is what the test reads.
        public static void main(String[] arguments) throws Exception {
            System.out.println(
                    ReportFolder.at(Path.of(arguments[0])).write(LoadResults.passed()).notes());
        }
    }
}
