// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.bench.Contestants;
import dev.headgate.autoscaler.trace.NamedTraces;
import dev.headgate.cli.run.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Holds {@code docs/simulate.md} to the command. With {@code -Dheadgate.regenerate=true} what the
 * commands of the page print is written first.
 */
class SimulatePageTest {

    private static final Path PAGE = Path.of("../docs/simulate.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?<=<!-- tested -->\n```console\n).*?(?=```)", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ \\./headgate (.*)\n");

    @Test
    void everyTestedCommandPrintsWhatThePageSays() throws IOException {
        String page = Files.readString(PAGE);

        String printed =
                BLOCK.matcher(page)
                        .replaceAll(block -> Matcher.quoteReplacement(typed(block.group())));

        if (Boolean.getBoolean("headgate.regenerate")) {
            Files.writeString(PAGE, printed);
        }
        assertThat(BLOCK.matcher(page).results()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(PAGE).hasContent(printed);
    }

    @Test
    void thePageHasEveryOption() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(new CommandLine(new SimulateCommand()).getCommandSpec().options())
                .filteredOn(option -> !option.versionHelp() && !option.usageHelp())
                .isNotEmpty()
                .allSatisfy(option ->
                        assertThat(page).containsPattern("`" + option.longestName() + "[ `]"));
    }

    @Test
    void thePageHasEveryTraceAndEveryController() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(NamedTraces.names())
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        assertThat(Contestants.all())
                .extracting(each -> Controllers.name(each).replaceAll("[0-9]+", "N"))
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    /** The commands of a block, each followed by what it prints now. */
    private static String typed(String block) {
        var text = new StringBuilder();
        for (MatchResult command : COMMAND.matcher(block).results().toList()) {
            Execution execution =
                    Execution.of(command.group(1).replace("examples/", "../examples/").split(" +"));
            assertThat(execution.exitCode()).as(execution.err()).isZero();
            text.append(command.group()).append(execution.out());
        }
        return text.toString();
    }
}
