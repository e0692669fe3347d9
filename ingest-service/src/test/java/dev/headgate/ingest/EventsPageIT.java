// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the page about posting events. */
class EventsPageIT {

    private static final Path PAGE = Path.of("..", "docs", "events.md");
    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROMPT = Pattern.compile("^\\$ ", Pattern.MULTILINE);

    @TempDir Path folder;

    @Test
    void eachCommandIsAnsweredWithSuccess() throws Exception {
        List<String> commands =
                BLOCK.matcher(Files.readString(PAGE))
                        .results()
                        .flatMap(block -> PROMPT.splitAsStream(block.group(1)))
                        .filter(command -> command.contains("curl "))
                        .toList();
        assertThat(commands).hasSize(7);

        try (var kafka = EmbeddedKafka.start(folder, 0)) {
            IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
            IngestService service =
                    IngestService.start(
                            IngestFixture.config(
                                    IngestFixture.settings(kafka.bootstrapServers(), "orders")));
            try {
                for (String command : commands) {
                    run(command, service.port());
                }
            } finally {
                service.stop();
            }
            assertThat(StoredRecords.of(kafka.bootstrapServers(), "orders")).hasSize(9);
        }
    }

    private static void run(String command, int port) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("sh", "-c", "set -e\n" + command).redirectErrorStream(true);
        builder.environment().put("ingest", "http://127.0.0.1:" + port);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
        assertThat(process.exitValue()).as(command + "\n" + output).isZero();
        assertThat(output).as(command).contains("\"topic\":\"orders\"");
    }
}
