// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

    @TempDir Path temporary;

    @Test
    void writesAllFilesAndReplacesThoseOfAnEarlierResult() throws Exception {
        Path folder = temporary.resolve("runs/today");
        ReportFolder.at(folder).write(LoadResults.failed());
        Path log = Files.writeString(folder.resolve("latency.hlog"), "kept");

        var written = ReportFolder.at(folder).write(LoadResults.passed());

        assertThat(written.files())
                .containsExactly(
                        folder.resolve("result.json"),
                        folder.resolve("report.html"),
                        folder.resolve("latency.png"));
        assertThat(written.notes()).isEmpty();
        assertThat(ResultFile.read(folder.resolve("result.json"))).isEqualTo(LoadResults.passed());
        assertThat(folder.resolve("report.html")).content().contains("PASSED");
        assertThat(log).hasContent("kept");
    }

    @Test
    void drawsTheCurve() throws Exception {
        ReportFolder.at(temporary).write(LoadResults.passed());

        var image = Objects.requireNonNull(ImageIO.read(temporary.resolve("latency.png").toFile()));

        assertThat(image.getWidth()).isEqualTo(1_200);
        int blue = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 110; y < image.getHeight(); y++) {
                blue += image.getRGB(x, y) == 0xff2563eb ? 1 : 0;
            }
        }
        assertThat(blue).isGreaterThan(1_000);
    }

    @Test
    void saysWhyThereIsNoPicture() throws Exception {
        var written = ReportFolder.at(temporary).write(LoadResults.empty());

        assertThat(written.files()).hasSize(2);
        assertThat(written.notes()).containsExactly("no latency.png: nothing was answered");
    }

    @Test
    void overwritesNothingOfOthers() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "mine");
        refuses(file, "is a file");

        Path page = Files.createDirectory(temporary.resolve("page"));
        Files.writeString(page.resolve("report.html"), "mine");
        refuses(page, "not of an earlier run");

        Path foreign = Files.createDirectory(temporary.resolve("foreign"));
        Files.writeString(foreign.resolve("result.json"), "{}");
        refuses(foreign, "is not the result of a load run");
    }

    private static void refuses(Path folder, String sentence) {
        assertThatThrownBy(() -> ReportFolder.at(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(sentence);
    }
}
