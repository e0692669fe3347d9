// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.Terminal;
import dev.headgate.loadtest.report.PlainText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate dead-letters replay}: has letters tried again, and watches. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Has dead letters tried again, each under the place it was read at: it lands once, however",
            "often it is replayed. The replay goes on without this command; Ctrl-C only ends the watching."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class ReplayLetters implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);

    @Spec private CommandSpec spec;

    @Mixin private Selected selected;

    @Mixin private LetterTarget target;

    @Option(
            names = "--rate",
            defaultValue = "100",
            description = "Most letters in a second, 1 to 10000. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(names = "--dry-run", description = "Says what would become of each; changes nothing.")
    private boolean dryRun;

    @Option(names = "--stop-on-failure", description = "Ends with the first that fails again.")
    private boolean stopOnFailure;

    @Option(names = "--force", description = "Takes letters too whose replays failed three times.")
    private boolean force;

    @Option(names = "--no-wait", description = "Does not watch.")
    private boolean noWait;

    @Option(names = "--json", description = "As the API answers.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (LetterClient client = target.client()) {
            ObjectNode order = client.object();
            selected.putInto(order);
            order.put("rate", rate).put("stopOnFailure", stopOnFailure).put("force", force);
            ObjectNode question = order.deepCopy();
            question.put("dryRun", true);
            if (dryRun) {
                rehearse(out, client.post("/replays", question));
                return 0;
            }
            question.put("limit", 0);
            selected.confirm(client.post("/replays", question).path("selected").asInt(), "Replay");
            return replay(out, client, client.post("/replays", order));
        } finally {
            out.flush();
        }
    }

    private void rehearse(PrintWriter out, JsonNode preview) {
        if (json) {
            out.println(preview.toPrettyString());
            return;
        }
        if (!preview.path("rehearsed").isEmpty()) {
            var table = new TextTable("ID", "WOULD", "REASON", "DETAIL");
            for (JsonNode letter : preview.path("rehearsed")) {
                table.add(
                        letter.path("id").asText(),
                        letter.path("outcome").asText(),
                        letter.path("reason").asText("-"),
                        letter.path("detail").asText(""));
            }
            table.print(out);
        }
        out.printf(
                "%,d dead letters would be replayed%s; %,d were tried, nothing was changed.%n",
                preview.path("selected").asLong(),
                guarded(preview),
                preview.path("rehearsed").size());
    }

    private static String guarded(JsonNode answer) {
        long guarded = answer.path("guarded").asLong();
        return (guarded == 0 ? "" : ", %,d left out after three failures".formatted(guarded))
                + (answer.path("more").asBoolean()
                        ? ", and there are more than one replay takes"
                        : "");
    }

    private int replay(PrintWriter out, LetterClient client, JsonNode requested) {
        JsonNode replay = requested.path("replay");
        if (!json) {
            out.printf(
                    "Replay %s of %,d dead letters%s%n",
                    replay.path("id").asText(),
                    replay.path("selected").asLong(),
                    guarded(requested));
            out.flush();
        }
        if (!noWait) {
            replay = watch(out, client, replay);
        }
        if (json) {
            out.println(replay.toPrettyString());
        }
        return replay.path("failed").asInt() == 0 ? 0 : CommandFailure.NOT_DONE;
    }

    private JsonNode watch(PrintWriter out, LetterClient client, JsonNode requested) {
        boolean drawing = Terminal.drawsInPlace() && !json;
        JsonNode replay = requested;
        String path = "/replays/" + requested.path("id").asText();
        while (replay.path("state").asText().equals("Running")) {
            if (drawing) {
                out.print("\r" + progress(replay));
                out.flush();
            }
            rest();
            replay = client.get(path);
        }
        if (!json) {
            out.println((drawing ? "\r" : "") + progress(replay));
        }
        return replay;
    }

    private static String progress(JsonNode replay) {
        return "%s: %,d landed, %,d repeats, %,d failed, %,d left%s"
                .formatted(
                        replay.path("state").asText(),
                        replay.path("landed").asLong(),
                        replay.path("suppressed").asLong(),
                        replay.path("failed").asLong(),
                        replay.path("left").asLong(),
                        replay.has("trouble")
                                ? "; waits: " + PlainText.of(replay.path("trouble").asText())
                                : "");
    }

    private static void rest() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.notDone("Interrupted; the replay goes on.");
        }
    }
}
