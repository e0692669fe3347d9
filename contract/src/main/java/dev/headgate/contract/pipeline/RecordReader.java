// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import dev.headgate.contract.settings.Suggestion;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns nodes into records by the annotations of their components. What cannot be read becomes a
 * finding, and reading goes on with the rest; every part that could be read is kept by its path, so
 * that rules across parts can be checked even where another part is broken.
 */
final class RecordReader {

    /** Fields that a cluster adds and that say nothing about the pipeline, by their owner. */
    private static final Map<Class<?>, Set<String>> IGNORED =
            Map.of(
                    IngestionPipeline.class,
                    Set.of("status"),
                    PipelineMetadata.class,
                    Set.of(
                            "annotations",
                            "creationTimestamp",
                            "deletionGracePeriodSeconds",
                            "deletionTimestamp",
                            "finalizers",
                            "generateName",
                            "generation",
                            "labels",
                            "managedFields",
                            "ownerReferences",
                            "resourceVersion",
                            "selfLink",
                            "uid"));

    private final Findings findings;
    private final ScalarReader scalars;
    private final MapReader maps;
    private final Map<String, Object> read = new HashMap<>();

    RecordReader(Findings findings) {
        this.findings = findings;
        this.scalars = new ScalarReader(findings);
        this.maps = new MapReader(findings, scalars);
    }

    /** The value read at a path, or nothing if it is absent or could not be read. */
    <T> Optional<T> at(String path, Class<T> type) {
        return Optional.ofNullable(read.get(path)).map(type::cast);
    }

    <R extends Record> @Nullable R record(Class<R> type, Node node, String path) {
        if (!(node instanceof MappingNode mapping)) {
            findings.add(
                    node,
                    path,
                    "must be fields (name: value), but is " + ScalarReader.kind(node),
                    "");
            return null;
        }
        List<FieldRules> fields = FieldRules.of(type);
        Map<String, Node> given = given(type, fields, mapping, path);
        int before = findings.count();
        var arguments = new ArrayList<@Nullable Object>(fields.size());
        for (FieldRules field : fields) {
            arguments.add(field(field, given.get(field.name()), join(path, field.name())));
        }
        if (findings.count() != before) {
            return null;
        }
        R made = construct(type, arguments);
        read.put(path, made);
        return made;
    }

    private Map<String, Node> given(
            Class<?> type, List<FieldRules> fields, MappingNode mapping, String path) {
        List<String> known = fields.stream().map(FieldRules::name).toList();
        Set<String> ignored = IGNORED.getOrDefault(type, Set.of());
        var given = new LinkedHashMap<String, Node>();
        var seen = new HashMap<String, Integer>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                findings.add(entry.getKeyNode(), path, "a field's name must be a plain word", "");
                continue;
            }
            String name = key.getValue();
            String fieldPath = join(path, ScalarReader.clip(name));
            Integer earlier = seen.putIfAbsent(name, Findings.lineOf(key));
            if (earlier != null) {
                findings.add(
                        key,
                        fieldPath,
                        "is already set on line " + earlier,
                        "remove one of the two");
            } else if (known.contains(name)) {
                findings.locate(fieldPath, key);
                given.put(name, entry.getValueNode());
            } else if (!ignored.contains(name)) {
                findings.add(key, fieldPath, "unknown field", suggestion(name, known));
            }
        }
        return given;
    }

    private static String suggestion(String name, List<String> known) {
        return Suggestion.nearest(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("known here: " + String.join(", ", known));
    }

    private @Nullable Object field(FieldRules field, @Nullable Node node, String path) {
        if (node != null) {
            return value(field, node, path);
        }
        if (field.defaultText() != null) {
            Object value = byDefault(field, field.defaultText());
            read.put(path, value);
            return value;
        }
        if (field.required()) {
            findings.add(path, "is required", field.description());
        } else if (!field.nullable()) {
            throw new IllegalStateException(path + " has neither a default nor @Required");
        }
        return null;
    }

    private @Nullable Object value(FieldRules field, Node node, String path) {
        if (field.type().isRecord()) {
            return record(field.type().asSubclass(Record.class), node, path);
        }
        Object value = collectionOrScalar(field, node, path);
        if (value != null) {
            read.put(path, value);
        }
        return value;
    }

    private @Nullable Object collectionOrScalar(FieldRules field, Node node, String path) {
        FieldRules keys = field.keys();
        FieldRules items = field.items();
        if (items == null) {
            return scalars.read(field, node, path);
        }
        return keys == null
                ? list(field, items, node, path)
                : maps.read(field, keys, items, node, path);
    }

    private @Nullable Object list(FieldRules field, FieldRules items, Node node, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            findings.add(
                    node,
                    path,
                    "must be a list, but is " + ScalarReader.kind(node),
                    ScalarReader.isEmpty(node)
                            ? "write it, or remove the line"
                            : "begin each item with a dash, or write [a, b]");
            return null;
        }
        int before = findings.count();
        var values = new ArrayList<@Nullable Object>();
        for (Node item : sequence.getValue()) {
            String itemPath = path + "[" + values.size() + "]";
            findings.locate(itemPath, item);
            values.add(value(items, item, itemPath));
        }
        ValueBounds bounds = field.bounds();
        if (values.size() < bounds.sizeMin() || values.size() > bounds.sizeMax()) {
            findings.add(
                    path,
                    "has %d items, but must have %d to %d"
                            .formatted(values.size(), bounds.sizeMin(), bounds.sizeMax()),
                    "");
        }
        return findings.count() == before ? values : null;
    }

    private static Object byDefault(FieldRules field, String text) {
        var findings = new Findings("default");
        Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        Object value = new RecordReader(findings).value(field, node, field.name());
        if (value == null || !findings.isEmpty()) {
            throw new IllegalStateException(
                    "the default breaks its own rules: " + findings.sorted());
        }
        return value;
    }

    private static <R extends Record> R construct(Class<R> type, List<@Nullable Object> arguments) {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<R> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(arguments.toArray());
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
