// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both views against golden files: {@code in-CASE.ndjson} is a run, a second each line. Where codes
 * matter, ESC is written as {@code ␛}.
 */
class LiveViewTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NARROW = 60;
    private static final int WIDE = 100;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first-second",
                "a-minute",
                "overloaded",
                "no-database",
                "target-down",
                "warming-up",
                "to-the-end",
                "hostile-text"
            })
    void showsARunAsTheGoldenFilesDo(String run) throws IOException {
        List<Progress> seconds = seconds(run);
        String shown =
                String.join(
                        "\n",
                        lastDrawing(panel(seconds, WIDE, UTF_8)),
                        lastDrawing(panel(seconds, NARROW, UTF_8)),
                        plainLines(seconds));

        assertThat(shown).isEqualTo(golden("out-" + run + ".txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"to-the-end", "overloaded"})
    void drawsWithTheCodesOfTheGoldenFiles(String run) throws IOException {
        assertThat(panel(seconds(run), WIDE, UTF_8).replace('\u001b', '␛'))
                .isEqualTo(golden("out-" + run + ".ansi.txt"));
    }

    @Test
    void drawsInAsciiWhereNothingElseIsShown() throws IOException {
        assertThat(lastDrawing(panel(seconds("a-minute"), WIDE, US_ASCII)))
                .isEqualTo(golden("out-a-minute.ascii.txt"))
                .doesNotContain("?");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 59, 60, 61, 79, 80, 100, 120, 400})
    void neverDrawsBeyondTheTerminal(int columns) throws IOException {
        for (String run : List.of("a-minute", "overloaded", "hostile-text")) {
            assertThat(withoutCodes(panel(seconds(run), columns, UTF_8)).lines())
                    .allMatch(line -> line.length() <= Math.clamp(columns, NARROW, 120));
        }
    }

    @Test
    void leavesTheCursorVisibleAfterEachDrawingAndAtTheEnd() throws IOException {
        var bytes = new ByteArrayOutputStream();
        LivePanel panel = new LivePanel(new PrintStream(bytes, false, UTF_8), WIDE);
        for (Progress second : seconds("to-the-end")) {
            panel.show(second);
            assertThat(bytes.toString(UTF_8)).endsWith("\u001b[?7h\u001b[?25h");
        }
        panel.close();
        String all = bytes.toString(UTF_8);
        assertThat(all.lastIndexOf("\u001b[?25h")).isGreaterThan(all.lastIndexOf("\u001b[?25l"));
    }

    @Test
    void noTextOfOthersSteersTheTerminal() throws IOException {
        List<Progress> seconds = seconds("hostile-text");

        assertThat(withoutCodes(panel(seconds, WIDE, UTF_8)) + plainLines(seconds))
                .doesNotContain("\u001b", "\u0007", "\u202e");
    }

    @Test
    void takesTheWidthFromTheVariableOrAHundredColumns() {
        assertThat(LivePanel.columns("132")).isEqualTo(132);
        assertThat(LivePanel.columns(null)).isEqualTo(100);
        assertThat(LivePanel.columns("wide")).isEqualTo(100);
        assertThat(LivePanel.columns("-5")).isEqualTo(100);
    }

    private static String panel(List<Progress> seconds, int columns, Charset charset) {
        return shown(seconds, charset, out -> new LivePanel(out, columns));
    }

    private static String plainLines(List<Progress> seconds) {
        return shown(seconds, UTF_8, out -> new PlainLines(out, Duration.ofSeconds(10)));
    }

    private static String shown(
            List<Progress> seconds, Charset charset, Function<PrintStream, LiveView> opening) {
        var bytes = new ByteArrayOutputStream();
        try (LiveView view = opening.apply(new PrintStream(bytes, false, charset))) {
            seconds.forEach(view::show);
        }
        return bytes.toString(charset);
    }

    /** What stands on the terminal in the end. */
    private static String lastDrawing(String panel) {
        String drawing = panel.substring(panel.lastIndexOf("\u001b[?25l"));
        return withoutCodes(drawing).replace("\r", "");
    }

    private static String withoutCodes(String text) {
        return text.replaceAll("\u001b\\[[?0-9;]*[A-Za-z]", "");
    }

    private static List<Progress> seconds(String run) throws IOException {
        var seconds = new ArrayList<Progress>();
        for (String line : golden("in-" + run + ".ndjson").lines().toList()) {
            seconds.add(JSON.readValue(line, Progress.class));
        }
        return seconds;
    }

    private static String golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LiveViewTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
