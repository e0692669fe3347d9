// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Finding;
import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.cli.run.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions that are written down, and decided once more. */
class DecisionLogTest {

    private static final String STEP = "0,500\n120,3500\n600,3500\n";

    @TempDir private Path folder;

    private Path trace() throws IOException {
        return Files.writeString(folder.resolve("trace.csv"), STEP);
    }

    private Path recorded() throws IOException {
        Path log = folder.resolve("logs").resolve("decisions.jsonl");
        Execution execution =
                Execution.of("simulate", "--trace", trace().toString(), "--record", log.toString());
        assertThat(execution.exitCode()).as(execution.err()).isZero();
        assertThat(execution.out()).contains("slo-fit");
        return log;
    }

    private static Execution replay(Path log, String... options) {
        var words = new ArrayList<>(List.of("simulate", "--replay", log.toString()));
        words.addAll(List.of(options));
        return Execution.of(words.toArray(String[]::new));
    }

    @Test
    void theSameIsDecidedOnTheSame() throws IOException {
        Path log = recorded();
        int looks = DecisionLog.read(log).looks().size();

        Execution replay = replay(log);

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(looks).isGreaterThan(60);
        assertThat(replay.out())
                .contains("%d looks".formatted(looks))
                .contains("%d decided alike".formatted(looks))
                .doesNotContain("WHY");
    }

    @Test
    void anotherPromiseAsksForOtherNumbers() throws IOException {
        Execution replay = replay(recorded(), "--slo", "15", "--max-replicas", "9");

        assertThat(replay.out())
                .contains("no record older than 60 s was promised")
                .contains("no record older than 15 s promised")
                .containsPattern("more replicas wanted for .*, fewer for ")
                .contains("WHY THEN, WHY NOW");
    }

    @Test
    void everythingIsReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("log.jsonl");
        ScalerSettings settings = ScalerSettings.of(60, 0, 12);
        var key = new PartitionKey("orders", 3);
        var observation =
                new Observation(
                        12.5,
                        new Observation.KafkaSight(
                                List.of(
                                        new Observation.PartitionSight(
                                                key, "id", 7, 1, -1, null, Double.NaN)),
                                true),
                        List.of(new Observation.ReplicaSight("a", 100, 5, 0.25, 4)),
                        new Observation.WorkloadSight(3, 2, true),
                        new Observation.Sidework(-1, 0, true));
        var decision =
                new Decision(
                        4,
                        3,
                        Decision.Reason.More,
                        new Decision.Inputs(Double.NaN, 1, 2, 3, Double.NaN, 4, 5),
                        new Decision.Needs(4, 3, Decision.Constraint.Backlog),
                        List.of(new Decision.Alternative(4, 0.5, 0.75)),
                        List.of(
                                new Finding.PartitionStalled(key, "a", 90, 8),
                                new Finding.MetricsStale(200),
                                new Finding.ZeroRefused("why")));
        var silent =
                new Observation(
                        20, null, List.of(), observation.workload(), observation.sidework());
        try (var recorder = new DecisionRecorder(file, settings)) {
            recorder.record(observation, decision);
            recorder.record(silent, decision);
        }

        assertThat(DecisionLog.read(file))
                .isEqualTo(
                        new DecisionLog(
                                settings,
                                List.of(
                                        new DecisionLog.Look(observation, decision),
                                        new DecisionLog.Look(silent, decision))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--trace=step", "--seeds=2", "--json", "--controller=all"})
    void whatMeansNothingToAReplayIsRefused(String option) throws IOException {
        Execution replay = replay(recorded(), option);

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).contains(option.split("=", 2)[0] + " means nothing to --replay");
    }

    @ParameterizedTest
    @CsvSource({"--seeds,2", "--controller,static-3", "--controller,all"})
    void onlyOneRunOfTheOwnRuleIsRecorded(String option, String value) throws IOException {
        Path log = folder.resolve("log.jsonl");
        Execution execution =
                Execution.of(
                        "simulate",
                        "--trace",
                        trace().toString(),
                        "--record",
                        log.toString(),
                        option,
                        value);

        assertThat(execution.exitCode()).isEqualTo(2);
        assertThat(execution.err()).contains("--record writes down one run of slo-fit");
        assertThat(log).doesNotExist();
    }

    @Test
    void aFileThatIsNoLogIsRefusedWithItsLine() throws IOException {
        Path log = recorded();
        String head = Files.readAllLines(log).getFirst();

        assertRefused(folder.resolve("none.jsonl"), "cannot be read");
        assertRefused(written(""), "is empty");
        assertRefused(written(head + "\n"), "no look at anything");
        assertRefused(written(STEP), "line 1 of ");
        assertRefused(written(head + "\n{\"observation\":{}}\n"), "line 2 of ");
        assertRefused(written(head + "\n{}\n"), "line 2 of ");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("written.jsonl"), text);
    }

    private static void assertRefused(Path log, String words) {
        Execution replay = replay(log);
        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).contains(words);
    }

    @Test
    void aLogThatCannotBeWrittenIsTold() throws IOException {
        Path file = trace();
        Execution execution =
                Execution.of(
                        "simulate",
                        "--trace",
                        file.toString(),
                        "--record",
                        file.resolve("log.jsonl").toString());

        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.err()).contains("could not be written");
    }
}
