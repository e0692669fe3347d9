// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import dev.headgate.contract.name.PipelineNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code headgate explain} shows of a pipeline: every field with the value in effect, and the
 * names derived from it.
 *
 * @param fields every field that holds a value, in the order of the document
 * @param names derived names by what they name, such as {@code PostgreSQL schema}
 */
public record PipelineExplanation(List<ExplainedField> fields, SequencedMap<String, String> names) {

    public PipelineExplanation {
        fields = List.copyOf(fields);
    }

    /** Explains a pipeline. */
    public static PipelineExplanation of(IngestionPipeline pipeline) {
        var fields = new ArrayList<ExplainedField>();
        explain(pipeline, "", pipeline, fields);
        return new PipelineExplanation(fields, names(pipeline));
    }

    private static void explain(
            Record owner, String path, IngestionPipeline pipeline, List<ExplainedField> fields) {
        for (FieldRules rules : FieldRules.of(owner.getClass())) {
            Object value = component(owner, rules.name());
            String at = path.isEmpty() ? rules.name() : path + "." + rules.name();
            if (value instanceof Record inner) {
                explain(inner, at, pipeline, fields);
            } else if (value instanceof List<?> list && isOfRecords(list)) {
                for (int i = 0; i < list.size(); i++) {
                    explain((Record) list.get(i), at + "[" + i + "]", pipeline, fields);
                }
            } else {
                fields.add(field(rules, at, value, pipeline));
            }
        }
    }

    private static boolean isOfRecords(List<?> list) {
        return !list.isEmpty() && list.getFirst() instanceof Record;
    }

    private static ExplainedField field(
            FieldRules rules, String path, @Nullable Object value, IngestionPipeline pipeline) {
        String shown = value == null ? derived(rules.name(), pipeline) : yaml(value);
        ValueOrigin origin =
                value == null
                        ? ValueOrigin.Derived
                        : shown.equals(rules.defaultText())
                                ? ValueOrigin.Default
                                : ValueOrigin.File;
        return new ExplainedField(path, shown, origin, rules.allowed(), rules.description());
    }

    private static String derived(String field, IngestionPipeline pipeline) {
        return field.equals("maxReplicas")
                ? "" + pipeline.spec().partitions()
                : "the broker's default";
    }

    private static String yaml(Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .map(each -> "\"" + each + "\"")
                        .collect(Collectors.joining(", ", "[", "]"))
                : value.toString();
    }

    private static SequencedMap<String, String> names(IngestionPipeline pipeline) {
        PipelineNames derived = PipelineNames.of(pipeline.metadata());
        var names = new LinkedHashMap<String, String>();
        names.put("PostgreSQL schema", derived.schema());
        names.put("Kafka consumer group", derived.consumerGroup());
        names.put("source of events without one", derived.source());
        pipeline.spec()
                .topics()
                .forEach(topic ->
                        names.put(
                                "dead-letter topic of " + topic.name(),
                                PipelineNames.deadLetterTopic(topic.name())));
        return names;
    }

    private static @Nullable Object component(Record owner, String name) {
        for (RecordComponent component : owner.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                try {
                    return component.getAccessor().invoke(owner);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException("cannot read " + component, e);
                }
            }
        }
        throw new IllegalStateException(owner.getClass() + " has no " + name);
    }
}
