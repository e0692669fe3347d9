// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.loadtest.report.PlainText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate dead-letters show}: all that is known of one. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one dead letter: why, headers, value, corrected version, history.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class ShowLetter implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Number of the dead letter.")
    private long id;

    @Mixin private LetterTarget target;

    @Option(names = "--json", description = "As the API answers.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (LetterClient client = target.client()) {
            JsonNode whole = client.get("/" + id);
            if (json) {
                out.println(whole.toPrettyString());
            } else {
                print(out, whole);
            }
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, JsonNode whole) {
        JsonNode letter = whole.path("letter");
        out.printf(
                "Dead letter %s: %s%n", letter.path("id").asText(), letter.path("state").asText());
        line(out, "Place", ListLetters.place(letter));
        line(
                out,
                "Event",
                letter.path("eventId").asText("-") + "  " + letter.path("eventType").asText("-"));
        line(out, "Key", letter.path("key").asText("-"));
        line(out, "Accepted", letter.path("acceptedAt").asText());
        line(out, "Given up", letter.path("failedAt").asText());
        line(
                out,
                "Why",
                "%s %s at %s%s: %s"
                        .formatted(
                                letter.path("class").asText(),
                                letter.path("reason").asText(),
                                letter.path("stage").asText(),
                                letter.has("sqlstate")
                                        ? " (" + letter.path("sqlstate").asText() + ")"
                                        : "",
                                letter.path("detail").asText()));
        line(
                out,
                "Attempts",
                "%s, failed replays %s"
                        .formatted(
                                letter.path("attempts").asText(), letter.path("replays").asText()));
        line(out, "Cause", letter.path("cause").asText());
        content(out, "", whole.path("content"));
        if (whole.has("patch")) {
            JsonNode patch = whole.path("patch");
            out.printf(
                    "Version %s by %s: %s%n",
                    patch.path("version").asText(),
                    PlainText.of(patch.path("by").asText()),
                    PlainText.of(patch.path("reason").asText()));
            content(out, "Corrected ", patch.path("content"));
        }
        history(out, whole.path("history"));
    }

    private static void content(PrintWriter out, String prefix, JsonNode content) {
        out.printf("%sHeaders%n", prefix);
        for (JsonNode header : content.path("headers")) {
            String name =
                    header.has("name")
                            ? header.path("name").asText()
                            : header.path("nameBase64").asText() + " (base64)";
            String value =
                    header.has("base64")
                            ? header.path("base64").asText() + " (base64)"
                            : header.path("value").asText();
            out.printf("  %s: %s%n", PlainText.of(name), PlainText.of(value));
        }
        String value =
                content.has("text")
                        ? PlainText.lines(content.path("text").asText())
                        : content.path("base64").asText("(none)");
        out.printf(
                "%sValue%s%s%n  %s%n",
                prefix,
                content.has("base64") ? ", base64" : "",
                content.path("cut").asBoolean() ? ", cut" : "",
                value);
    }

    private static void history(PrintWriter out, JsonNode history) {
        if (history.isEmpty()) {
            return;
        }
        out.println("History");
        var table = new TextTable("  AT", "ACTOR", "ACTION", "STATE", "WHY");
        for (JsonNode line : history) {
            table.add(
                    "  " + line.path("at").asText(),
                    line.path("actor").asText(),
                    line.path("action").asText(),
                    line.path("to").asText(),
                    line.path("reason").asText(""));
        }
        table.print(out);
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-10s %s%n", name, PlainText.of(value));
    }
}
