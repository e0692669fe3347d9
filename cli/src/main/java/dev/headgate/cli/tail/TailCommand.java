// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.Terminal;
import dev.headgate.contract.pipeline.EventTypePattern;
import dev.headgate.loadtest.live.LivePanel;
import dev.headgate.tail.LiveTail;
import dev.headgate.tail.TailFilter;
import dev.headgate.tail.TailSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate tail}: what comes into topics at this moment, at best effort. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Shows events, or dead letters, as they come. A sample, never more than the rate:",
            "what is left out is counted. Belongs to no consumer group and changes nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:--limit is reached",
            "1:Kafka does not answer",
            "2:the file, a topic or an option is not valid",
            "130:ended by Ctrl-C"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class TailCommand implements Callable<Integer> {

    private static final int RATE_ON_A_TERMINAL = 20;
    private static final int RATE_ELSEWHERE = 1_000;

    @Spec private CommandSpec spec;

    @Mixin private TailTarget target;

    @Option(
            names = "--type",
            description = "Only events of this type; order.* for all that begin so.")
    private @Nullable String type;

    @Option(names = "--key", description = "Only events of this key.")
    private @Nullable String key;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "How many each second at most. Default: 20 on a terminal, else 1000")
    private @Nullable Integer rate;

    @Option(names = "--limit", paramLabel = "N", description = "Ends after so many.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "A JSON object in each line.")
    private boolean json;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Begins in the past: 10m ago, or at 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    @Override
    public Integer call() throws InterruptedException {
        boolean terminal = Terminal.drawsInPlace();
        if (limit < 1) {
            throw CommandFailure.invalid("--limit must be 1 or more.");
        }
        int perSecond = rate == null ? (terminal ? RATE_ON_A_TERMINAL : RATE_ELSEWHERE) : rate;
        if (perSecond < 1 || perSecond > TailSettings.PER_SECOND_MAX) {
            throw CommandFailure.invalid(
                    "--rate must be 1 to " + TailSettings.PER_SECOND_MAX + ".");
        }
        var filter = new TailFilter(type == null ? null : EventTypePattern.of(type), key);
        @Nullable Instant from = since == null ? null : Since.parse(since, Instant.now());
        TailTarget.Found found = target.find();
        var settings = new TailSettings(found.kafka(), found.topics(), from, filter, perSecond);
        ConnectorLog.silence();
        try (var view =
                        new TailView(
                                spec.commandLine().getOut(),
                                spec.commandLine().getErr(),
                                printer(terminal));
                LiveTail tail = LiveTail.open(settings)) {
            view.show(tail, limit);
        }
        return 0;
    }

    private RecordPrinter printer(boolean terminal) {
        if (json) {
            return new JsonLines();
        }
        int columns =
                terminal ? LivePanel.columns(System.getenv("COLUMNS")) : TextLines.COLUMNS_MAX;
        return new TextLines(columns, terminal, ZoneId.systemDefault());
    }
}
