// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import dev.headgate.contract.settings.Suggestion;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads values of a template file strictly. A mistake is noted and something harmless stands for
 * the value, so that reading goes on and finds the next one.
 */
final class YamlValues {

    private static final int SHOWN_CHARS_MAX = 60;
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

    private final TemplateMistakes mistakes;

    YamlValues(TemplateMistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** How many mistakes were noted so far. */
    int mistakes() {
        return mistakes.count();
    }

    void wrong(Node node, String path, String problem, String remedy) {
        mistakes.add(node, path, problem, remedy);
    }

    /** Values by name, in the file's order; only the known names, each once. */
    Map<String, Node> fields(Node node, String path, Collection<String> known) {
        Map<String, Node> fields = entries(node, path, 0, Integer.MAX_VALUE);
        fields.entrySet()
                .removeIf(field -> {
                    boolean unknown = !known.contains(field.getKey());
                    if (unknown) {
                        unknown(field.getKey(), field.getValue(), path, known);
                    }
                    return unknown;
                });
        return fields;
    }

    private void unknown(String name, Node value, String path, Collection<String> known) {
        wrong(
                value,
                below(path, clip(name)),
                "is not known",
                Suggestion.nearest(name, known)
                        .map(near -> "write " + near)
                        .orElse("known are " + String.join(", ", known)));
    }

    /** Values by name, in the file's order; any names, each once. */
    Map<String, Node> entries(Node node, String path, int min, int max) {
        var entries = new LinkedHashMap<String, Node>();
        if (!(node instanceof MappingNode mapping)) {
            wrong(node, path, "is " + kind(node) + ", but must be fields", "write name: value");
            return entries;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String name = text(entry.getKeyNode(), below(path, "the name of a field"), 1, 256);
            if (entries.putIfAbsent(name, entry.getValueNode()) != null) {
                wrong(entry.getKeyNode(), below(path, clip(name)), "is there twice", "remove one");
            }
        }
        size(node, path, entries.size(), min, max);
        return entries;
    }

    List<Node> list(Node node, String path, int min, int max) {
        if (!(node instanceof SequenceNode sequence)) {
            wrong(node, path, "is " + kind(node) + ", but must be a list", "write it in brackets");
            return List.of();
        }
        size(node, path, sequence.getValue().size(), min, max);
        return sequence.getValue();
    }

    private void size(Node node, String path, int size, int min, int max) {
        if (size < min || size > max) {
            wrong(
                    node,
                    path,
                    min == max
                            ? "has %,d entries, but must have %,d".formatted(size, min)
                            : "has %,d entries, but must have %,d to %,d".formatted(size, min, max),
                    size < min ? "add some" : "remove some");
        }
    }

    String text(Node node, String path, int charsMin, int charsMax) {
        if (!(node instanceof ScalarNode scalar)) {
            wrong(node, path, "is " + kind(node) + ", but must be text", "write text");
            return "";
        }
        String text = scalar.getValue();
        if (!scalar.getTag().equals(Tag.STR)) {
            wrong(node, path, "is " + kind(node) + ", but must be text", "put it in quotes");
        } else if (text.length() < charsMin || text.length() > charsMax) {
            wrong(
                    node,
                    path,
                    "has %,d characters, but must have %,d to %,d"
                            .formatted(text.length(), charsMin, charsMax),
                    text.length() < charsMin ? "write more" : "shorten it");
        } else if (!storable(text)) {
            wrong(node, path, "has a character that PostgreSQL cannot keep", "remove it");
        }
        return text;
    }

    /** Whether a text has neither NUL nor half of a character. */
    static boolean storable(String text) {
        return text.codePoints()
                .allMatch(c -> c != 0 && Character.getType(c) != Character.SURROGATE);
    }

    /** A number in plain digits, with at most so many of them after the point. */
    BigDecimal number(Node node, String path, BigDecimal min, BigDecimal max, int scaleMax) {
        if (!(node instanceof ScalarNode scalar)
                || !scalar.isPlain()
                || !NUMBER.matcher(scalar.getValue()).matches()) {
            wrong(
                    node,
                    path,
                    "is " + kind(node) + ", but must be a number",
                    "write it in plain digits such as " + min.toPlainString());
            return min;
        }
        var number = new BigDecimal(scalar.getValue());
        if (number.stripTrailingZeros().scale() > scaleMax) {
            wrong(
                    node,
                    path,
                    scaleMax == 0
                            ? "is " + scalar.getValue() + ", but must be a whole number"
                            : "has more than " + scaleMax + " digits after the point",
                    "round it");
            return min;
        }
        if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            wrong(
                    node,
                    path,
                    "is %s, but must be %s to %s"
                            .formatted(scalar.getValue(), min.toPlainString(), max.toPlainString()),
                    "the nearest is " + number.max(min).min(max).toPlainString());
            return min;
        }
        return number;
    }

    long whole(Node node, String path, long min, long max) {
        return number(node, path, BigDecimal.valueOf(min), BigDecimal.valueOf(max), 0)
                .longValueExact();
    }

    /** Only {@code true} stands for a generator that has no settings. */
    void isTrue(Node node, String path) {
        if (!(node instanceof ScalarNode scalar && scalar.getValue().equals("true"))) {
            wrong(node, path, "must be true", "write true, or remove the field");
        }
    }

    static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String clip(String text) {
        String shown = text.length() > SHOWN_CHARS_MAX ? text.substring(0, 60) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "fields";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
            case ScalarNode scalar -> clip(scalar.getValue());
            default -> "something else";
        };
    }
}
