// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.autoscaler.trace.NamedTraces;
import dev.headgate.cli.run.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on traces of some minutes. */
class SimulateCommandTest {

    private static final String STEP = "second,arrivals\n0,500\n120,2500\n300,500\n600,500\n";

    @TempDir private Path folder;

    @Test
    void showsWhatWasSimulatedAndWhatCameOfIt() throws IOException {
        Execution simulate = simulate(STEP);

        assertThat(simulate.exitCode()).as(simulate.err()).isZero();
        assertThat(simulate.out())
                .startsWith(
                        "Trace    trace.csv: 12 min, 1,000 records a second on average, 2,500 at most")
                .contains(
                        "no record older than 60 s, by 1 to 12 replicas of 1,000 records a second, with 12 partitions")
                .containsPattern(
                        "CONTROLLER +VIOLATION MIN +P99 AGE S +REPLICA-HOURS +ACTIONS +MOST REPLICAS")
                .containsPattern("(?m)^slo-fit( +[0-9.]+){5}$")
                .doesNotContain("Note:", "Means");
    }

    @Test
    void theSameCommandShowsTheSame() throws IOException {
        assertThat(simulate(STEP).out()).isEqualTo(simulate(STEP).out());
    }

    @Test
    void aFixedCountCostsWhatItHas() throws IOException {
        Execution simulate = simulate("0,100\n1800,100\n", "--controller", "static-3");

        assertThat(simulate.out()).containsPattern("(?m)^static-3 +0\\.0 +\\d+ +3\\.0 +1 +3$");
    }

    @Test
    void aPromiseThatIsTooMuchIsSeenToBeBroken() throws IOException {
        Execution simulate = simulate("0,3000\n600,3000\n", "--max-replicas", "2");

        assertThat(simulate.exitCode()).isZero();
        assertThat(simulate.out())
                .contains(
                        "Note: 3,000 records a second are more than 2 replicas settle (2,000); while they come, nobody can keep up.");
        JsonNode outcome = json("0,3000\n600,3000\n", "--max-replicas", "2").at("/controllers/0");
        assertThat(outcome.at("/violationMinutes/mean").asDouble()).isGreaterThan(5);
    }

    @Test
    void aPartitionThatIsTooFullIsTold() throws IOException {
        assertThat(simulate("0,1600,3,1\n60,1600,3,1\n").out())
                .contains("2 partitions")
                .contains("Note: one partition gets up to 1,200 records a second");
    }

    @Test
    void replicasThatHaveMorePartitionsThanTheySettleAreTold() throws IOException {
        String note = "Note: of 8 replicas some have 2 of the 12 partitions, up to 1,100 records";

        assertThat(simulate("0,6600\n60,6600\n", "--max-replicas", "8").out()).contains(note);
        assertThat(simulate("0,6600\n60,6600\n").out()).doesNotContain("Note:");
        assertThat(simulate("0,5900\n60,5900\n", "--max-replicas", "8").out())
                .doesNotContain("Note:");
    }

    @Test
    void showsMeansAndRangesOfSeveralSeeds() throws IOException {
        Execution simulate = simulate(STEP, "--seeds", "4");

        assertThat(simulate.out())
                .contains("Means of 4 seeds; in brackets the least and the most.")
                .containsPattern("\\d \\(\\d+-\\d+\\)");
    }

    @Test
    void everyoneIsShownTheBestFirst() throws IOException {
        JsonNode outcomes = json(STEP, "--controller", "all").at("/controllers");

        List<JsonNode> list = StreamSupport.stream(outcomes.spliterator(), false).toList();
        assertThat(list)
                .hasSizeGreaterThan(10)
                .isSortedAccordingTo(
                        Comparator.comparingDouble((JsonNode each) ->
                                        each.at("/violationMinutes/mean").asDouble())
                                .thenComparingDouble(
                                        each -> each.at("/replicaHours/mean").asDouble()));
        assertThat(list)
                .extracting(each -> each.at("/controller").asText())
                .contains("slo-fit", "keda-10-s", "flink-tuned", "static-1", "static-most")
                .doesNotHaveDuplicates();
    }

    @Test
    void fixedCountsBeyondThePromiseAreLeftOut() throws IOException {
        JsonNode outcomes =
                json(STEP, "--controller", "all", "--max-replicas", "2").at("/controllers");

        assertThat(outcomes.findValuesAsText("controller"))
                .contains("static-1", "static-most")
                .doesNotContain("static-2", "static-3", "static-12");
    }

    @Test
    void jsonHasSetupAndEachRun() throws IOException {
        JsonNode report =
                json(
                        STEP,
                        "--seeds",
                        "2",
                        "--slo",
                        "30",
                        "--partitions",
                        "6",
                        "--replica-rate",
                        "700",
                        "--startup",
                        "5",
                        "--min-replicas",
                        "2",
                        "--max-replicas",
                        "4");

        assertThat(report.at("/trace/seconds").asInt()).isEqualTo(720);
        assertThat(report.at("/plant").toString())
                .isEqualTo(
                        "{\"partitions\":6,\"replicaRecordsPerSecond\":700.0,\"startUpSecondsMin\":5.0,"
                                + "\"startUpSecondsMax\":5.0,\"firstReplicas\":2}");
        assertThat(report.at("/promise").toString())
                .isEqualTo("{\"objectiveSeconds\":30.0,\"minReplicas\":2,\"maxReplicas\":4}");
        JsonNode outcome = report.at("/controllers/0");
        double first = outcome.at("/runs/0/replicaHours").asDouble();
        double second = outcome.at("/runs/1/replicaHours").asDouble();
        assertThat(outcome.at("/runs")).hasSize(2);
        assertThat(outcome.at("/replicaHours/mean").asDouble()).isEqualTo((first + second) / 2);
        assertThat(outcome.at("/replicaHours/min").asDouble()).isEqualTo(Math.min(first, second));
        assertThat(outcome.at("/replicasMax/max").asInt()).isBetween(2, 4);
    }

    @Test
    void beginsWithAsManyReplicasAsTheFirstSecondNeeds() throws IOException {
        assertThat(json("0,4100\n60,1\n").at("/plant/firstReplicas").asInt()).isEqualTo(6);
        assertThat(json("0,0\n60,1\n", "--min-replicas", "0").at("/plant/firstReplicas").asInt())
                .isEqualTo(1);
        assertThat(json("0,99999\n60,1\n").at("/plant/firstReplicas").asInt()).isEqualTo(12);
    }

    @Test
    void takesATraceByItsName() {
        Execution simulate = Execution.of("simulate", "--trace", "step", "--partitions", "24");

        assertThat(simulate.exitCode()).as(simulate.err()).isZero();
        assertThat(simulate.out()).startsWith("Trace    step: 2 h,").contains("24 partitions");
    }

    @Test
    void drawsTheFirstRun() throws IOException {
        Path picture = folder.resolve("run.svg");
        Path page = folder.resolve("run.HTML");

        assertThat(simulate(STEP, "--picture", picture.toString()).exitCode()).isZero();
        assertThat(simulate(STEP, "--picture", page.toString(), "--seeds", "2").exitCode())
                .isZero();

        assertThat(picture).content().startsWith("<svg ").contains("slo-fit", "</svg>");
        assertThat(page)
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "<title>slo-fit, trace.csv</title>",
                        Files.readString(picture).strip(),
                        "</html>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --slo 60                              | What arrives? Give --trace FILE
                    --trace step --controller static-18   | static-18 is more than the 12 replicas that there may be
                    --trace step --slow 3                 | See: headgate simulate --help
                    --trace nowhere.csv                   | there is no file nowhere.csv, and no trace has this name
                    --trace days                          | one of step, spikes, day
                    --trace ../pom.xml                    | pom.xml:1:
                    --trace skew --partitions 5           | about 12 partitions that are filled unevenly; leave out
                    --trace HOT --partitions 5            | has weights of 12 partitions; leave out --partitions
                    --trace step --partitions 0           | --partitions must be 1 to 1000
                    --trace step --partitions 1001        | --partitions must be 1 to 1000
                    --trace step --replica-rate 0         | --replica-rate must be more than 0
                    --trace step --replica-rate NaN       | --replica-rate must be more than 0
                    --trace step --startup soon           | --startup is written like 35 or 30-40
                    --trace step --startup 40-30          | the smaller first
                    --trace step --startup 3601           | in seconds up to 3600; not 3601
                    --trace step --slo 0                  | --slo must be 1 to 86400 seconds
                    --trace step --min-replicas 13        | --min-replicas must be 0 to 12
                    --trace step --min-replicas -1        | --min-replicas must be 0 to 12
                    --trace step --max-replicas 13        | --max-replicas must be 1 to 12: with more than one for each partition
                    --trace step --max-replicas 0         | --max-replicas must be 1 to 12
                    --trace step --controller keda        | there is no keda. Give all or one of slo-fit, keda-1-s
                    --trace step --seeds 0                | --seeds must be 1 to 100
                    --trace step --seeds 101              | --seeds must be 1 to 100
                    --trace step --picture run.png        | run.png must end with .svg or .html
                    --trace step --picture no/run.svg     | there is no folder
                    --trace step --picture x.svg --controller all | --picture draws one controller
                    """)
    void refusesWhatCannotBe(String options, String sentence) {
        Execution simulate =
                Execution.of(
                        ("simulate " + options)
                                .replace("HOT", "../examples/traces/hot-partition.csv")
                                .split(" +"));

        assertThat(simulate.exitCode()).as(simulate.toString()).isEqualTo(2);
        assertThat(simulate.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(simulate.out()).isEmpty();
    }

    @Test
    void helpNamesTheTraces() {
        assertThat(Execution.of("simulate", "--help").out())
                .contains(String.join(", ", NamedTraces.names()).substring(0, 20), "Exit codes:");
    }

    private JsonNode json(String trace, String... options) throws IOException {
        var all = new ArrayList<>(List.of(options));
        all.add("--json");
        Execution simulate = simulate(trace, all.toArray(String[]::new));
        assertThat(simulate.exitCode()).as(simulate.err()).isZero();
        return new JsonMapper().readTree(simulate.out());
    }

    private Execution simulate(String trace, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("trace.csv"), trace);
        var arguments = new ArrayList<>(List.of("simulate", "--trace", file.toString()));
        arguments.addAll(List.of(options));
        return Execution.of(arguments.toArray(String[]::new));
    }
}
