// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.explain;

import dev.headgate.contract.pipeline.ExplainedField;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.PipelineExplanation;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.contract.pipeline.ValueOrigin;
import dev.headgate.contract.settings.Connections;
import dev.headgate.contract.settings.SettingsRendering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An explained pipeline as text for people: one section each for fields, routes, names, settings.
 */
final class ExplanationText {

    private static final Connections PLACEHOLDERS =
            new Connections(
                    "${" + Connections.KAFKA + "}",
                    "${" + Connections.DATABASE_URL + "}",
                    "${" + Connections.DATABASE_USERNAME + "}",
                    "");

    private final IngestionPipeline pipeline;
    private final StringBuilder text = new StringBuilder();

    ExplanationText(IngestionPipeline pipeline) {
        this.pipeline = pipeline;
    }

    String text(boolean described) {
        PipelineExplanation explanation = PipelineExplanation.of(pipeline);
        title("Fields");
        fields(explanation.fields(), described);
        title("Routes");
        routes();
        title("Names");
        pairs(explanation.names(), "  ");
        title("Settings of the ingest service");
        pairs(SettingsRendering.ingest(pipeline, PLACEHOLDERS), " = ");
        title("Settings of the consumer service");
        pairs(SettingsRendering.consumer(pipeline, PLACEHOLDERS), " = ");
        return text.toString();
    }

    private void title(String title) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(title).append('\n');
    }

    private void fields(List<ExplainedField> fields, boolean described) {
        int paths = width(fields.stream().map(ExplainedField::path).toList());
        int values = width(fields.stream().map(ExplainedField::value).toList());
        for (ExplainedField field : fields) {
            line(
                    pad(field.path(), paths)
                            + "  "
                            + pad(field.value(), values)
                            + "  "
                            + origin(field.origin()));
            if (described) {
                String allowed = field.allowed().isEmpty() ? "" : " [" + field.allowed() + "]";
                line("    " + field.description() + allowed);
            }
        }
    }

    private static String origin(ValueOrigin origin) {
        return switch (origin) {
            case File -> "";
            case Default -> "default";
            case Derived -> "derived";
        };
    }

    private void routes() {
        var routes = new ArrayList<String>();
        var topics = new ArrayList<String>();
        for (TopicSpec topic : pipeline.spec().topics()) {
            for (String type : topic.eventTypes()) {
                routes.add(type);
                topics.add(topic.name());
            }
        }
        int width = width(routes);
        for (int i = 0; i < routes.size(); i++) {
            line(pad(routes.get(i), width) + "  -> " + topics.get(i));
        }
        if (!routes.contains("*")) {
            line(pad("any other", width) + "  refused: no topic takes it");
        }
    }

    private void pairs(Map<String, String> pairs, String between) {
        int width = width(List.copyOf(pairs.keySet()));
        pairs.forEach((name, value) -> line(pad(name, width) + between + value));
    }

    private void line(String content) {
        text.append("  ").append(content.stripTrailing()).append('\n');
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
