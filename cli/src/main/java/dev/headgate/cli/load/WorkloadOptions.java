// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import dev.headgate.cli.CommandFailure;
import dev.headgate.contract.pipeline.EventTypePattern;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.loadtest.workload.EventSource;
import dev.headgate.loadtest.workload.NdjsonSource;
import dev.headgate.loadtest.workload.SeededWorkload;
import dev.headgate.loadtest.workload.Template.TypeShare;
import dev.headgate.loadtest.workload.TemplateSource;
import dev.headgate.loadtest.workload.Workload;
import dev.headgate.loadtest.workload.WorkloadException;
import dev.headgate.loadtest.workload.WorkloadSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what is sent. */
final class WorkloadOptions {

    private static final EventTypePattern ANY = EventTypePattern.of("*");

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "A template of events, like examples/load/orders.yaml.")
    private @Nullable Path template;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Events to send in turn, a JSON object a line: type, key, data.")
    private @Nullable Path events;

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "TYPE",
            description = "Event types. Default: those of the pipeline, or of the template")
    private List<String> types = List.of();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Events in each request. Default: ${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--gzip", description = "Compress bodies.")
    private boolean gzip;

    @Option(
            names = "--invalid",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of events that are wrong on purpose: 0.01 or 1%%. Default: 0")
    private String invalid = "";

    @Option(
            names = "--repeat",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of events that repeat an earlier one, with its id. Default: 0")
    private String repeat = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed makes the same events. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "Begins each event's id. Default: one of the present time")
    private @Nullable String runId;

    long seed() {
        return seed;
    }

    /** The id of this run. */
    String runId() {
        if (runId == null) {
            runId = "load-" + Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
        }
        return runId;
    }

    Workload workload(Optional<IngestionPipeline> pipeline) {
        try {
            var settings =
                    new WorkloadSettings(
                            runId(),
                            seed,
                            batch,
                            gzip,
                            share("--invalid", invalid),
                            share("--repeat", repeat));
            return new SeededWorkload(settings, source(pipeline));
        } catch (WorkloadException e) {
            throw CommandFailure.invalid(e);
        }
    }

    /** Puts what was asked for into words. */
    void describe(Map<String, String> settings) {
        if (events != null) {
            settings.put("events", events.toString());
        } else {
            settings.put("events", template == null ? "orders, built in" : template.toString());
        }
        if (!types.isEmpty()) {
            settings.put("types", String.join(", ", types));
        }
        settings.put("events a request", "" + batch + (gzip ? ", gzip" : ""));
        if (!invalid.equals("0")) {
            settings.put("invalid events", invalid);
        }
        if (!repeat.equals("0")) {
            settings.put("repeated events", repeat);
        }
    }

    private EventSource source(Optional<IngestionPipeline> pipeline) {
        if (events != null) {
            if (template != null || !types.isEmpty()) {
                throw CommandFailure.invalid(
                        "--events brings its own types and data; leave out --template and --types.");
            }
            return NdjsonSource.read(events);
        }
        TemplateSource source =
                template == null ? TemplateSource.orders() : TemplateSource.read(template);
        if (!types.isEmpty()) {
            return source.withTypes(types);
        }
        return template == null && pipeline.isPresent()
                ? source.withTypes(typesOf(pipeline.get(), source))
                : source;
    }

    /** A type for each pattern of the pipeline's topics, so that all of them get events. */
    private static List<String> typesOf(IngestionPipeline pipeline, TemplateSource source) {
        List<String> own = source.template().types().stream().map(TypeShare::type).toList();
        return pipeline.spec().topics().stream()
                .flatMap(topic -> topic.eventTypes().stream())
                .map(EventTypePattern::of)
                .flatMap(pattern ->
                        pattern.equals(ANY) ? own.stream() : Stream.of(pattern.example()))
                .distinct()
                .toList();
    }

    private static double share(String option, String text) {
        try {
            return text.endsWith("%")
                    ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                    : Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw CommandFailure.invalid(
                    "%s is a share like 0.01 or 1%%, not %s.".formatted(option, text));
        }
    }
}
