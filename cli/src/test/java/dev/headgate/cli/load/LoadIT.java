// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.cli.run.Execution;
import dev.headgate.cli.run.HeadgateProcess;
import dev.headgate.cli.run.Landed;
import dev.headgate.embedded.FreePorts;
import dev.headgate.loadtest.report.ResultFile;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import dev.headgate.loadtest.result.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headgate load} on a pipeline that runs on this machine. */
class LoadIT {

    @TempDir private static Path running;

    private static Path file = Path.of("");
    private static Path data = Path.of("");
    private static HeadgateProcess run;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        file = Files.writeString(running.resolve("proof.yaml"), Landed.PIPELINE);
        data = running.resolve("data");
        run = HeadgateProcess.run(running, file, data, FreePorts.next());
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void everyEventIsAccountedFor() throws Exception {
        Path out = folder.resolve("out");

        Execution load =
                load(
                        "--rate",
                        "300",
                        "--duration",
                        "4s",
                        "--batch",
                        "3",
                        "--invalid",
                        "2%",
                        "--repeat",
                        "5%",
                        "--verify",
                        "--threshold",
                        "lost=0",
                        "--threshold",
                        "rate>=100",
                        "--out",
                        out.toString());

        assertThat(load.exitCode()).as(load.toString()).isZero();
        LoadResult result = ResultFile.read(out.resolve("result.json"));
        Verdict verdict = Objects.requireNonNull(result.verdict());
        assertThat(result.requests().sent()).isEqualTo(1_200);
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.unknown()).isZero();
        assertThat(verdict.accepted()).isEqualTo(verdict.rows()).isBetween(3_200L, 3_500L);
        assertThat(verdict.refused()).isBetween(30L, 150L);
        assertThat(result.requests().acceptedEvents() - verdict.accepted()).isBetween(100L, 300L);
        assertThat(verdict.dueToRow().count()).isEqualTo(verdict.rows());
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        String file = out.resolve("result.json").toString();
        Execution compared = Execution.of("load", "compare", file, file);
        assertThat(compared.exitCode()).isZero();
        assertThat(compared.out()).contains("p99");
        assertThat(out.resolve("latency.hlog")).content().contains("Tag=due", "Tag=service");
    }

    @Test
    void aMissedThresholdIsExitCodeOne() {
        Execution load = load("--count", "50", "--connections", "4", "--threshold", "p50<0ms");

        assertThat(load.exitCode()).isEqualTo(1);
        assertThat(load.out()).contains("p50<0ms");
    }

    @Test
    void aRowThatIsTakenAwayIsFoundMissing() throws Exception {
        var landed = new Landed(data);
        landed.execute(
                """
                CREATE FUNCTION %1$s.taken() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN DELETE FROM %1$s.event WHERE event_id = new.event_id; RETURN NULL; END';
                CREATE TRIGGER taken AFTER INSERT ON %1$s.event FOR EACH ROW
                WHEN (new.event_id = 'sabotage-7') EXECUTE FUNCTION %1$s.taken()
                """);

        Execution load =
                load("--run-id", "sabotage", "--count", "20", "--verify", "--settle", "5s");

        assertThat(load.exitCode()).isEqualTo(1);
        assertThat(load.out()).containsPattern("lost +1\\s+sabotage-7\\n");
    }

    @Test
    void anInterruptedRunStillTellsTheTruth() throws Exception {
        try (HeadgateProcess load =
                HeadgateProcess.start(
                        folder,
                        "load",
                        file.toString(),
                        "--data",
                        data.toString(),
                        "--rate",
                        "50",
                        "--run-id",
                        "interrupted",
                        "--duration",
                        "10m",
                        "--verify")) {
            var landed = new Landed(data);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> landed.rows("interrupted").size() > 20);

            load.terminate();

            assertThat(load.out()).contains("stopped before its end").containsPattern("lost +0");
        }
    }

    @Test
    void headersAreSentAndNeverShown() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    boolean known =
                            "Bearer secret-4711"
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.sendResponseHeaders(known ? 202 : 401, -1);
                    exchange.close();
                });
        server.start();
        Path out = folder.resolve("out");
        try {
            Execution load =
                    Execution.of(
                            "load",
                            "--target",
                            "http://localhost:%d/v1/events"
                                    .formatted(server.getAddress().getPort()),
                            "--count",
                            "20",
                            "--header",
                            "Authorization: Bearer secret-4711",
                            "--out",
                            out.toString());

            assertThat(load.exitCode()).isZero();
            assertThat(ResultFile.read(out.resolve("result.json")).answers())
                    .containsExactly(new AnswerCount("202", 20));
            assertThat(load.out() + load.err()).doesNotContain("4711");
            assertThat(out.resolve("result.json")).content().doesNotContain("4711");
            assertThat(out.resolve("report.html")).content().doesNotContain("4711");
        } finally {
            server.stop(0);
        }
    }

    private Execution load(String... options) {
        var arguments = new ArrayList<String>();
        arguments.add("load");
        arguments.add(file.toString());
        arguments.add("--data");
        arguments.add(data.toString());
        arguments.addAll(List.of(options));
        return Execution.of(arguments.toArray(String[]::new));
    }
}
