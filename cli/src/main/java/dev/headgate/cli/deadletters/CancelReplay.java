// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate dead-letters cancel}: ends a replay. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Ends a replay. What it has not tried is dead again; what has landed stays.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class CancelReplay implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "REPLAY", description = "Number of the replay.")
    private long replay;

    @Mixin private LetterTarget target;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (LetterClient client = target.client()) {
            JsonNode ended = client.delete("/replays/" + replay);
            out.printf(
                    "Replay %d is cancelled: %,d landed, %,d left.%n",
                    replay, ended.path("landed").asLong(), ended.path("left").asLong());
        }
        out.flush();
        return 0;
    }
}
