// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.cli.run.EventClient;
import dev.headgate.cli.run.Execution;
import dev.headgate.cli.run.HeadgateProcess;
import dev.headgate.cli.run.Landed;
import dev.headgate.embedded.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a real run, from the list to the rows. */
class DeadLettersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;

    @Test
    void mendsAndReplaysOnARun() throws Exception {
        Path file = Files.writeString(folder.resolve("proof.yaml"), Landed.PIPELINE);
        Path data = folder.resolve("data");
        int port = FreePorts.next();
        var landed = new Landed(data);
        try (HeadgateProcess run = HeadgateProcess.run(folder, file, data, port);
                var client = new EventClient(port)) {
            landed.execute(
                    "ALTER TABLE %s.event ADD CONSTRAINT no CHECK (event_id NOT LIKE 'no%%')");
            for (String id : new String[] {"yes-1", "no-1", "no-2", "no-3"}) {
                assertThat(client.post(id)).isEqualTo(202);
            }
            await().atMost(PATIENCE)
                    .until(() ->
                            landed.counts("SELECT 'all', count(*) FROM %s.dead_letter")
                                    .equals(Map.of("all", 3L)));
            assertThat(run.out()).contains("dead-letters.token");
            assertThat(Files.getPosixFilePermissions(data.resolve("dead-letters.token")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));

            Execution causes = headgate(data, "list");
            assertThat(causes.out())
                    .contains("CAUSE", "ConstraintViolated", "3 dead letters")
                    .contains("violates check constraint \"no\"");
            Matcher cause = Pattern.compile("(?m)^([0-9a-f]{16}) ").matcher(causes.out());
            assertThat(cause.find()).isTrue();
            Execution letters = headgate(data, "list", "--letters", "--event", "no-2");
            Matcher id = Pattern.compile("(?m)^(\\d+) ").matcher(letters.out());
            assertThat(id.find()).isTrue();
            assertThat(headgate(data, "show", id.group(1)).out())
                    .contains(
                            "Dead letter " + id.group(1) + ": Dead",
                            "ce_id: no-2",
                            "{\"of\": \"no-2\"}");

            assertThat(headgate(data, "replay", "--all", "--dry-run").out())
                    .contains("Fails", "3 dead letters would be replayed; 3 were tried");
            assertThat(headgate(data, "replay", "--all"))
                    .satisfies(asked -> {
                        assertThat(asked.exitCode()).isEqualTo(2);
                        assertThat(asked.err()).contains("Replay 3 dead letters? Say --yes.");
                    });
            Execution failed = headgate(data, "replay", id.group(1));
            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.out()).contains("Done: 0 landed, 0 repeats, 1 failed, 0 left");

            assertThat(
                            headgate(
                                            data,
                                            "patch",
                                            id.group(1),
                                            "--header",
                                            "ce_id=mended",
                                            "--reason",
                                            "a better id")
                                    .out())
                    .startsWith("Version 2 of dead letter");
            assertThat(headgate(data, "replay", id.group(1)).out()).contains("1 landed");
            landed.execute("ALTER TABLE %s.event DROP CONSTRAINT no");
            assertThat(
                            headgate(data, "discard", "--event", "no-1", "--reason", "a test order")
                                    .out())
                    .contains("1 dead letters are discarded.");
            assertThat(headgate(data, "replay", "--cause", cause.group(1), "--yes").out())
                    .contains("Done: 1 landed");

            assertThat(landed.rows("").keySet())
                    .containsExactlyInAnyOrder("yes-1", "mended", "no-3");
            assertThat(headgate(data, "list").out()).isEqualTo("No dead letters.%n".formatted());
            Execution all = headgate(data, "list", "--state", "landed", "--json");
            assertThat(all.out()).as(all.err()).contains("\"letters\" : ");
            Path wrong = Files.writeString(folder.resolve("wrong"), "not the token at all");
            Execution refused = headgate(data, "list", "--token-file", wrong.toString());
            assertThat(refused.exitCode()).isEqualTo(2);
        }
        assertThat(headgate(data, "list").exitCode()).isEqualTo(3);
    }

    @Test
    void saysWhatIsMissing() {
        Execution nowhere =
                Execution.of("dead-letters", "list", "--data", folder.resolve("none").toString());
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("Start it with: headgate run FILE");

        Execution noToken = Execution.of("dead-letters", "list", "--url", "http://127.0.0.1:9081");
        assertThat(noToken.exitCode()).isEqualTo(2);
        assertThat(noToken.err()).contains("Which token? Give --token-file FILE.");
    }

    private static Execution headgate(Path data, String command, String... arguments) {
        var all = new String[arguments.length + 4];
        all[0] = "dead-letters";
        all[1] = command;
        all[2] = "--data";
        all[3] = data.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return Execution.of(all);
    }
}
