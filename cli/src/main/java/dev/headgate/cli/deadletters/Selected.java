// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.cli.CommandFailure;
import java.io.Console;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The letters that something is to be done to, and whether the user is sure. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class Selected {

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Numbers of dead letters.")
    private List<Long> ids = List.of();

    @Mixin private FilterOptions filter;

    @Option(names = "--all", description = "All that is dead.")
    private boolean all;

    @Option(names = "--yes", description = "Does not ask before it takes more than one.")
    private boolean yes;

    /** Writes into the order which letters are meant. */
    void putInto(ObjectNode order) {
        boolean byIds = !ids.isEmpty();
        int ways = (byIds ? 1 : 0) + (filter.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw CommandFailure.invalid(
                    "Say which: numbers, or filters such as --cause, or --all.");
        }
        if (byIds) {
            var list = order.putArray("ids");
            ids.forEach(list::add);
        } else {
            filter.putInto(order);
        }
    }

    /** Asks whether the user wants that, unless it is about one letter or already said. */
    void confirm(int letters, String what) {
        if (yes || letters <= 1) {
            return;
        }
        Console console =
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .orElseThrow(() ->
                                CommandFailure.invalid(
                                        "%s %,d dead letters? Say --yes."
                                                .formatted(what, letters)));
        @Nullable String answer = console.readLine("%s %,d dead letters? [y/N] ", what, letters);
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw CommandFailure.invalid("Nothing was done.");
        }
    }
}
