// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.soak;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.headgate.operator.cluster.UserRequests;
import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.proxy.Traffic;
import dev.headgate.operator.scenario.ClusterHands;
import dev.headgate.operator.scenario.ScenarioServers;
import dev.headgate.operator.setting.SettingsFixture;
import dev.headgate.operator.soak.SoakResult.Line;
import dev.headgate.operator.soak.SoakResult.Rest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Hundreds of pipelines at one operator, which is a process of its own, with a real API server and
 * a real broker: what they cost as they become more, and that they cost no write at rest. Fails if
 * something grows faster than the pipelines, or is written while nothing changes.
 */
final class OperatorSoak {

    private static final String NAMESPACE_PREFIX = "soak";
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(5);

    /** Changes that are measured at each step. */
    private static final int CHANGES = 40;

    private final SoakSettings settings;
    private final Traffic traffic;
    private final OperatorProcess operator;
    private final PipelineCrowd crowd;

    private OperatorSoak(
            SoakSettings settings, Traffic traffic, OperatorProcess operator, PipelineCrowd crowd) {
        this.settings = settings;
        this.traffic = traffic;
        this.operator = operator;
        this.crowd = crowd;
    }

    /** Runs it: PAGE RESULTS, where the table and the figures go. */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[0]);
        Path results = Path.of(arguments[1]);
        SoakResult result = run(SoakSettings.read());
        Files.createDirectories(results.toAbsolutePath().getParent());
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(results.toFile(), result);
        System.out.println(SoakPage.table(result));
        List<String> violations = result.violations();
        violations.forEach(System.err::println);
        if (violations.isEmpty()) {
            Files.writeString(page, SoakPage.with(Files.readString(page), result));
        }
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private static SoakResult run(SoakSettings settings) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/soak")).toAbsolutePath();
        try (ScenarioServers servers = ScenarioServers.start(folder);
                ApiProxy proxy = ApiProxy.start(servers.kubernetes().config());
                ClusterHands _ = ClusterHands.everywhere(servers.kubernetes().client());
                OperatorProcess operator =
                        OperatorProcess.start(
                                folder, proxy.config(), servers.kafka().bootstrapServers());
                PipelineCrowd crowd =
                        new PipelineCrowd(servers.kubernetes().client(), namespace(servers))) {
            return new OperatorSoak(settings, proxy.traffic(), operator, crowd).measured();
        }
    }

    private static String namespace(ScenarioServers servers) {
        KubernetesClient client = servers.kubernetes().client();
        String namespace = servers.kubernetes().namespace(NAMESPACE_PREFIX);
        UserRequests.createSecret(
                client,
                namespace,
                SettingsFixture.DATABASE_SECRET,
                Map.of(
                        "url",
                        "jdbc:postgresql://db:5432/headgate",
                        "username",
                        "headgate",
                        "password",
                        "not a real one"));
        return namespace;
    }

    private SoakResult measured() throws IOException {
        var lines = new ArrayList<Line>();
        int before = 0;
        for (int pipelines : settings.steps()) {
            lines.add(step(before, pipelines));
            System.err.println(lines.getLast());
            before = pipelines;
        }
        return new SoakResult(lines, rest(), conditions());
    }

    private Line step(int before, int pipelines) throws IOException {
        long requests = traffic.requests();
        long writes = traffic.writes().size();
        long start = System.nanoTime();
        List<Duration> ready = crowd.growTo(pipelines);
        double seconds = (System.nanoTime() - start) / 1e9;
        quiet();
        long written = traffic.writes().size() - writes;
        long read = traffic.requests() - requests - written;
        List<Duration> changes =
                IntStream.range(0, CHANGES)
                        .mapToObj(number -> crowd.change(1 + number * pipelines / CHANGES))
                        .toList();
        quiet();
        return new Line(
                pipelines,
                pipelines - before,
                seconds,
                read,
                written,
                millis(ready, 50),
                millis(ready, 99),
                millis(changes, 50),
                millis(changes, 99),
                operator.heapBytes(),
                traffic.counts());
    }

    /** Until the operator has seen what its own last writes led to. */
    private void quiet() {
        long[] seen = {-1};
        await("the operator is at rest")
                .pollInterval(QUIET)
                .atMost(QUIET_WITHIN)
                .until(() -> {
                    long before = seen[0];
                    seen[0] = traffic.writes().size();
                    return before == seen[0];
                });
    }

    private Rest rest() {
        int writes = traffic.writes().size();
        long requests = traffic.requests();
        Duration cpu = operator.cpu();
        await("the time of rest is over")
                .pollDelay(settings.rest())
                .atMost(settings.rest().plus(QUIET_WITHIN))
                .until(operator::isAlive);
        List<Traffic.Exchange> all = traffic.writes();
        List<String> written =
                all.subList(writes, all.size()).stream()
                        .map(each -> each.request().toString())
                        .toList();
        return new Rest(
                settings.rest().toSeconds() / 60.0,
                traffic.requests() - requests - written.size(),
                written,
                operator.cpu().minus(cpu).toMillis() / 1e3);
    }

    private static long millis(List<Duration> durations, int percentile) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percentile / 100.0) - 1))
                .toMillis();
    }

    private static String conditions() {
        return "API server, broker, operator and generator share %d cores; Java %s, %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        String.join(" ", OperatorProcess.JAVA_OPTIONS));
    }
}
