// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README says with a real {@code headgate run}: types each command of the blocks that
 * are marked as tested, in their order, and compares what it prints. Which partition and offset an
 * event gets may differ.
 */
class ReadmeIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK =
            Pattern.compile("<!-- tested -->\n```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COORDINATE = Pattern.compile("\"partition\":\\d+,\"offset\":\\d+");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z *");
    private static final Pattern PADDING = Pattern.compile("([ -])\\1+");
    private static final String LAUNCHER = "./headgate";
    private static final Duration LANDED_WITHIN = Duration.ofSeconds(30);
    private static final int COMMAND_SECONDS_MAX = 30;

    /** A command of the README and what it prints there. */
    private record Example(String command, String printed) {}

    @Test
    void everyTestedCommandAnswersAsPrinted(@TempDir Path folder) throws Exception {
        int port = FreePorts.next();
        Process run = run(port, folder);
        try {
            awaitAccepting(port, run, folder);
            List<Example> examples = examples();
            assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
            for (Example example : examples) {
                if (example.command().startsWith(LAUNCHER)) {
                    // Rows come a moment after the answer.
                    await().atMost(LANDED_WITHIN)
                            .pollInterval(Duration.ofSeconds(1))
                            .untilAsserted(() -> answersAsPrinted(example, port, folder));
                } else {
                    answersAsPrinted(example, port, folder);
                }
            }
        } finally {
            run.destroy();
            if (!run.waitFor(60, TimeUnit.SECONDS)) {
                run.destroyForcibly().waitFor();
            }
        }
    }

    private static void answersAsPrinted(Example example, int port, Path folder) throws Exception {
        assertThat(normal(type(example.command(), port, folder)))
                .as(example.command())
                .isEqualTo(normal(example.printed()));
    }

    private static Process run(int port, Path folder) throws IOException {
        var builder =
                shell(
                        "exec ./headgate run examples/01-minimal.yaml --port %d --management-port %d"
                                .formatted(port, FreePorts.next()),
                        port,
                        folder);
        builder.redirectOutput(log(folder));
        return builder.start();
    }

    private static void awaitAccepting(int port, Process run, Path folder) throws IOException {
        HttpRequest status =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/get_status"))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        assertThat(run.isAlive()).as(() -> read(log(folder).toPath())).isTrue();
                        return http.send(status, BodyHandlers.discarding()).statusCode() == 200;
                    });
        }
    }

    private static List<Example> examples() throws IOException {
        var examples = new ArrayList<Example>();
        List<String> blocks =
                BLOCK.matcher(Files.readString(PROJECT.resolve("README.md")))
                        .results()
                        .map(block -> block.group(1))
                        .toList();
        for (String block : blocks) {
            for (String typed : block.split("(?m)^\\$ ", -1)) {
                if (!typed.isBlank()) {
                    int end = typed.indexOf('\n');
                    examples.add(new Example(typed.substring(0, end), typed.substring(end + 1)));
                }
            }
        }
        return examples;
    }

    private static String type(String command, int port, Path folder) throws Exception {
        Process shell = shell(command, port, folder).start();
        assertThat(shell.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)).as(command).isTrue();
        return new String(shell.getInputStream().readAllBytes(), UTF_8);
    }

    /** A shell for a command of the README, which names the usual port, folder and launcher. */
    private static ProcessBuilder shell(String command, int port, Path folder) {
        String here =
                "java --enable-native-access=ALL-UNNAMED -cp \"$HEADGATE_CLASSES\" dev.headgate.cli.Headgate";
        String typed =
                command.contains(LAUNCHER)
                        ? command.replace(LAUNCHER, here) + " --data " + folder.resolve("data")
                        : command.replace("localhost:8080", "localhost:" + port);
        var builder = new ProcessBuilder("bash", "-c", typed).directory(PROJECT.toFile());
        builder.environment().put("HEADGATE_CLASSES", System.getProperty("java.class.path"));
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + File.pathSeparator + path);
        return builder.redirectErrorStream(true);
    }

    /** The text without what differs from run to run: partitions, offsets, times, widths. */
    private static String normal(String printed) {
        String text = COORDINATE.matcher(printed).replaceAll("\"partition\":P,\"offset\":O");
        text = TIME.matcher(text).replaceAll("TIME");
        return PADDING.matcher(text).replaceAll("$1");
    }

    private static File log(Path folder) {
        return folder.resolve("run.log").toFile();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
