// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import dev.headgate.cli.CommandFailure;
import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.LoadPlan.Patience;
import dev.headgate.loadtest.arrival.ArrivalSchedule;
import dev.headgate.loadtest.arrival.ArrivalText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say when requests are sent, and how long anything may take. */
final class RateOptions {

    /** More than anybody sends in the longest run. */
    private static final long REQUESTS_MAX = 1_000_000_000_000L;

    private static final int OPEN_CONNECTIONS = 256;
    private static final int CLOSED_CONNECTIONS = 32;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = {
                "Requests a second, whatever the answers: 200, 10000/m, a ramp 100..2000, or steps",
                "100,500,1000. Without a rate, each connection sends as fast as answers come."
            })
    private @Nullable String rate;

    @Option(
            names = "--spike",
            paramLabel = "RATE@AT+LENGTH",
            description = "Another rate for a while: 2000@30s+5s.")
    private @Nullable String spike;

    @Option(
            names = "--rate-file",
            paramLabel = "FILE",
            description = "A recorded rate: lines second,rate.")
    private @Nullable Path rateFile;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long requests are sent: 500ms, 90s, 5m, 1h. Default: 60s")
    private @Nullable String duration;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Most requests that are sent. Default: as many as the time has")
    private @Nullable Long count;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Most connections at a time. Default: 256 with a rate, else 32")
    private @Nullable Integer connections;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that drive them. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "0s",
            description =
                    "From the start, how long latencies are not recorded. Default: ${DEFAULT-VALUE}")
    private String warmUp = "";

    @Option(
            names = "--answer-timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long an answer may take. Default: ${DEFAULT-VALUE}")
    private String answerTimeout = "";

    @Option(
            names = "--retry",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = {
                "How long after it was due a request is sent again, with the same ids, when it was",
                "answered 429, 503 or not at all. Default: ${DEFAULT-VALUE}, never"
            })
    private String retry = "";

    /** When requests are sent. */
    Model model() {
        try {
            if (rateFile != null) {
                if (rate != null || duration != null) {
                    throw CommandFailure.invalid(
                            "--rate-file says both rate and time; leave out --rate and --duration.");
                }
                return new Model.Open(spiked(ArrivalText.recorded(rateFile)));
            }
            Duration time = ArrivalText.duration(duration == null ? "60s" : duration);
            if (rate != null) {
                return new Model.Open(spiked(ArrivalText.schedule(rate, time)));
            }
            if (spike != null) {
                throw CommandFailure.invalid("--spike needs a --rate that it rises from.");
            }
            return new Model.Closed(time);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.invalid(e);
        } catch (IOException e) {
            throw CommandFailure.invalid("The file %s cannot be read.".formatted(rateFile));
        }
    }

    private ArrivalSchedule spiked(ArrivalSchedule schedule) {
        return spike == null ? schedule : ArrivalText.withSpike(schedule, spike);
    }

    Patience patience() {
        try {
            return new Patience(
                    ArrivalText.duration(warmUp),
                    ArrivalText.duration(answerTimeout),
                    ArrivalText.duration(retry));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.invalid(e);
        }
    }

    /** Most requests; more than anybody sends if the user does not say. */
    long requestsMax() {
        if (count != null && count < 1) {
            throw CommandFailure.invalid("--count must be 1 or more.");
        }
        return count == null ? REQUESTS_MAX : Math.min(count, REQUESTS_MAX);
    }

    int connections(Model model) {
        int wanted =
                connections != null
                        ? connections
                        : model instanceof Model.Open ? OPEN_CONNECTIONS : CLOSED_CONNECTIONS;
        if (wanted < 1 || wanted > LoadPlan.CONNECTIONS_MAX) {
            throw CommandFailure.invalid(
                    "--connections must be 1 to %,d.".formatted(LoadPlan.CONNECTIONS_MAX));
        }
        return wanted;
    }

    int threads() {
        if (threads < 1 || threads > LoadPlan.THREADS_MAX) {
            throw CommandFailure.invalid(
                    "--threads must be 1 to %d.".formatted(LoadPlan.THREADS_MAX));
        }
        return threads;
    }

    /** What was asked for, in words. */
    String words() {
        if (rateFile != null) {
            return "recorded in " + rateFile;
        }
        String often = rate == null ? "as fast as answers come" : rate + " a second";
        if (rate != null && rate.contains("/")) {
            often = rate;
        }
        return spike == null ? often : often + ", spike " + spike;
    }
}
