// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.cli.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate dead-letters patch}: keeps a corrected version. */
@Command(
        name = "patch",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps a corrected version of a dead letter, which the next replay takes. The record as it",
            "was received stays. What could not land either is refused."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class PatchLetter implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Number of the dead letter.")
    private long id;

    @Mixin private LetterTarget target;

    @ArgGroup private @Nullable Value value;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "Sets a header, or takes it away if the value is empty. Repeatable.")
    private @Nullable Map<String, String> headers;

    @Option(names = "--reason", required = true, description = "Why, in one sentence.")
    private String reason;

    /** The whole new value; one of the two. */
    static final class Value {

        @Option(names = "--value", required = true, description = "The new value as text.")
        private @Nullable String text;

        @Option(
                names = "--value-file",
                required = true,
                paramLabel = "FILE",
                description = "File with the new value, taken byte for byte.")
        private @Nullable Path file;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (LetterClient client = target.client()) {
            ObjectNode patch = client.object().put("reason", reason);
            if (value != null && value.text != null) {
                patch.put("value", value.text);
            } else if (value != null && value.file != null) {
                patch.put("valueBase64", base64(value.file));
            }
            if (headers != null) {
                ObjectNode all = patch.putObject("headers");
                headers.forEach(all::put);
            }
            JsonNode kept = client.put("/" + id + "/patch", patch);
            out.printf(
                    "Version %s of dead letter %d is kept. Try it: headgate dead-letters replay %d%n",
                    kept.path("version").asText(), id, id);
        } finally {
            out.flush();
        }
        return 0;
    }

    private static String base64(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw CommandFailure.invalid("The file " + file + " cannot be read.");
        }
    }
}
