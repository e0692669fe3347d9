// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import dev.headgate.contract.name.PipelineNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            } else if (value == null) {
                derived(rules.name(), owner, pipeline)
                        .ifPresent(
                                shown -> fields.add(field(rules, at, shown, ValueOrigin.Derived)));
            } else if (!isEmpty(value)) {
                String shown = yaml(value);
                boolean otherwise = shown.equals(rules.defaultText());
                fields.add(
                        field(
                                rules,
                                at,
                                shown,
                                otherwise ? ValueOrigin.Default : ValueOrigin.File));
            }
        }
    }

    private static boolean isOfRecords(List<?> list) {
        return !list.isEmpty() && list.getFirst() instanceof Record;
    }

    private static boolean isEmpty(Object value) {
        return value instanceof List<?> list
                ? list.isEmpty()
                : value instanceof Map<?, ?> map && map.isEmpty();
    }

    private static ExplainedField field(
            FieldRules rules, String path, String shown, ValueOrigin origin) {
        return new ExplainedField(path, shown, origin, rules.allowed(), rules.description());
    }

    /** What takes the place of a field that is absent; nothing if it just holds no value. */
    private static Optional<String> derived(
            String field, Record owner, IngestionPipeline pipeline) {
        return switch (owner) {
            case TopicSpec topic when field.equals("maxPartitions") ->
                    Optional.of("" + topic.partitions());
            case TopicSpec _ when field.equals("replicationFactor") ->
                    Optional.of("the broker's default");
            case ConsumerSpec _ when field.equals("maxReplicas") ->
                    Optional.of("" + pipeline.spec().partitionsMax());
            default -> Optional.empty();
        };
    }

    private static String yaml(Object value) {
        return switch (value) {
            case List<?> list ->
                    list.stream()
                            .map(each -> "\"" + each + "\"")
                            .collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"")
                            .sorted()
                            .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
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
        if (pipeline.spec().ingest().keepRefused()) {
            pipeline.spec()
                    .topics()
                    .forEach(topic ->
                            names.put(
                                    "refused events of " + topic.name(),
                                    PipelineNames.refusedTopic(topic.name())));
        }
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
