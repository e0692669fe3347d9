// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate dead-letters discard}: says that letters are not wanted. */
@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        description =
                "Says that dead letters are not wanted. They stay in the table, with who and why.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class DiscardLetters implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private Selected selected;

    @Mixin private LetterTarget target;

    @Option(names = "--reason", required = true, description = "Why, in one sentence.")
    private String reason;

    @Option(names = "--dry-run", description = "Says how many it would be; changes nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (LetterClient client = target.client()) {
            ObjectNode order = client.object();
            selected.putInto(order);
            ObjectNode question = order.deepCopy();
            question.put("dryRun", true);
            int letters = client.post("/discards", question).path("selected").asInt();
            if (dryRun) {
                out.printf("%,d dead letters would be discarded.%n", letters);
            } else {
                selected.confirm(letters, "Discard");
                order.put("reason", reason);
                int done = client.post("/discards", order).path("letters").asInt();
                out.printf("%,d dead letters are discarded.%n", done);
            }
        } finally {
            out.flush();
        }
        return 0;
    }
}
