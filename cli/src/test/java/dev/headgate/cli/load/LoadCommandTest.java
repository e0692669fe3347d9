// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.run.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the command refuses before anything is sent. */
class LoadCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --rate fast                              | A rate is written like 200
                    --rat 5                                  | See: headgate load --help
                    --rate 1 --rate 2                        | should be specified only once
                    --rate 100 --duration 5                  | A duration is written like
                    --rate 100 --spike 5                     | A spike is written like
                    --rate 100 --spike 5@50s+20s             | the spike ends after
                    --spike 5@1s+1s                          | --spike needs a --rate
                    --rate 0                                 | not one request is due
                    --rate 99999999                          | a rate is 0 to
                    --rate 10 --duration 99h                 | a run lasts at most
                    --connections 0                          | --connections must be
                    --threads 0                              | --threads must be
                    --count 0                                | --count must be
                    --batch 0                                | A request has 1 to
                    --invalid lots                           | --invalid is a share
                    --invalid 101%                           | The share of invalid events
                    --repeat 0.6                             | The share of repeats
                    --header nonsense                        | A header is written like
                    --verify                                 | --verify needs the pipeline FILE
                    --threshold p99                          | p99
                    --threshold p98<5ms                      | p98
                    --threshold lost=0                       | lost
                    --target https://localhost/v1/events     | https is not spoken
                    --target http://192.0.2.1/v1/events      | --allow-remote
                    --events nowhere.ndjson                  | nowhere.ndjson
                    --template nowhere.yaml                  | nowhere.yaml
                    --rate-file nowhere.csv                  | nowhere.csv
                    """)
    void refusesWhatCannotBe(String options, String sentence) {
        Execution load = Execution.of(("load " + options).split(" +"));

        assertThat(load.exitCode()).as(load.toString()).isEqualTo(2);
        assertThat(load.err()).contains(sentence).doesNotContain("\tat ");
    }

    @Test
    void thePageHasEveryOption() throws IOException {
        String page = Files.readString(Path.of("../docs/load.md"));

        CommandSpec load = new CommandLine(new LoadCommand()).getCommandSpec();
        assertThat(load.options())
                .filteredOn(option -> !option.versionHelp() && !option.usageHelp())
                .isNotEmpty()
                .allSatisfy(option ->
                        assertThat(page).containsPattern("`" + option.longestName() + "[ `]"));
    }

    @Test
    void anUnreachableTargetIsExitCodeThree() {
        Execution load = Execution.of("load", "--target", "http://127.0.0.1:1/v1/events");

        assertThat(load.exitCode()).isEqualTo(3);
        assertThat(load.err()).contains("cannot be reached", "headgate run FILE");
    }
}
