// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.cli.CommandFailure;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate dead-letters list}: by cause, or one by one. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows dead letters grouped by cause, or one by one with --letters.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class ListLetters implements Callable<Integer> {

    private static final int LIMIT_MAX = 1_000;

    @Spec private CommandSpec spec;

    @Mixin private LetterTarget target;

    @Mixin private FilterOptions filter;

    @Option(names = "--letters", description = "One by one, the newest first.")
    private boolean letters;

    @Option(
            names = "--limit",
            defaultValue = "20",
            description = "How many letters, at most 1000. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--before", paramLabel = "ID", description = "Only letters before this one.")
    private @Nullable Long before;

    @Option(names = "--json", description = "As the API answers.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw CommandFailure.invalid("--limit must be 1 to " + LIMIT_MAX + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (LetterClient client = target.client()) {
            JsonNode answer =
                    letters
                            ? client.get(
                                    filter.query(
                                            "limit="
                                                    + limit
                                                    + (before == null ? "" : "&before=" + before)))
                            : client.get("/causes" + filter.query(""));
            if (json) {
                out.println(answer.toPrettyString());
            } else if (letters) {
                printLetters(out, answer);
            } else {
                printCauses(out, answer);
            }
        }
        out.flush();
        return 0;
    }

    private static void printCauses(PrintWriter out, JsonNode answer) {
        var table = new TextTable("CAUSE", "LETTERS", "FIRST", "LAST", "REASON", "LATEST");
        long sum = 0;
        for (JsonNode cause : answer.path("causes")) {
            sum += cause.path("letters").asLong();
            table.add(
                    cause.path("cause").asText(),
                    "%,d".formatted(cause.path("letters").asLong()),
                    seconds(cause.path("first")),
                    seconds(cause.path("last")),
                    cause.path("reason").asText(),
                    cause.path("example").asText());
        }
        if (sum == 0) {
            out.println("No dead letters.");
            return;
        }
        table.print(out);
        out.printf(
                "%,d dead letters%s%n",
                sum, answer.path("more").asBoolean() ? ", and more causes" : "");
    }

    private static void printLetters(PrintWriter out, JsonNode answer) {
        if (answer.path("letters").isEmpty()) {
            out.println("No dead letters.");
            return;
        }
        var table =
                new TextTable(
                        "ID", "STATE", "FAILED", "PLACE", "EVENT", "REPLAYS", "REASON", "DETAIL");
        for (JsonNode letter : answer.path("letters")) {
            table.add(
                    letter.path("id").asText(),
                    letter.path("state").asText(),
                    seconds(letter.path("failedAt")),
                    place(letter),
                    letter.path("eventId").asText("-"),
                    letter.path("replays").asText(),
                    letter.path("reason").asText(),
                    letter.path("detail").asText());
        }
        table.print(out);
        if (answer.has("next")) {
            out.printf("More: --before %s%n", answer.path("next").asText());
        }
    }

    static String place(JsonNode letter) {
        return "%s-%s@%s"
                .formatted(
                        letter.path("topic").asText(),
                        letter.path("partition").asText(),
                        letter.path("offset").asText());
    }

    private static String seconds(JsonNode time) {
        return time.asText().replaceFirst("\\.\\d+Z$", "Z");
    }
}
