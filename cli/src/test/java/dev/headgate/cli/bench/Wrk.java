// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.bench.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk with one thread: what the capacity of a server is measured with. */
final class Wrk {

    /** A key for each of a hundred requests in turn, so that all partitions take part. */
    private static final String SCRIPT =
            """
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = [==[BODY]==]
            local requests, turn = {}, 0
            function init(args)
              for n = 1, 100 do
                requests[n] = wrk.format(nil, nil, nil, (wrk.body:gsub("user%-4711", "user-" .. n)))
              end
            end
            function request()
              turn = turn % 100 + 1
              return requests[turn]
            end
            """;

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern FAILED =
            Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private final Path program;
    private final Path script;

    private Wrk(Path program, Path script) {
        this.program = program;
        this.script = script;
    }

    /** Finds wrk, or says how to get it and ends the benchmark. */
    static Wrk find(Path folder) {
        return new Wrk(
                Tool.find("wrk")
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "The benchmarks need wrk, and it is not on the PATH."
                                                + " Install it: apt-get install wrk, dnf install wrk"
                                                + " or brew install wrk.")),
                folder.resolve("post.lua"));
    }

    /** Posts one body over and over, from each connection the next as soon as one is answered. */
    Sample run(int port, int connections, int seconds, String body)
            throws IOException, InterruptedException {
        Files.writeString(script, SCRIPT.replace("BODY", body));
        String output =
                Tool.output(
                        List.of(
                                program.toString(),
                                "-t1",
                                "-c" + connections,
                                "-d" + seconds + "s",
                                "--latency",
                                "-s",
                                script.toString(),
                                "http://127.0.0.1:" + port + "/v1/events"));
        Matcher failed = FAILED.matcher(output);
        if (failed.find()) {
            throw new IllegalStateException("not every request was answered well:\n" + output);
        }
        return new Sample(Double.parseDouble(Tool.found(RATE, output, 1)), p99Ms(output));
    }

    private static double p99Ms(String output) {
        double value = Double.parseDouble(Tool.found(P99, output, 1));
        return switch (Tool.found(P99, output, 2)) {
            case "us" -> value / 1_000;
            case "s" -> value * 1_000;
            default -> value;
        };
    }
}
