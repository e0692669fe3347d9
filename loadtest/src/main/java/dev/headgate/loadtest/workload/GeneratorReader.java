// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static dev.headgate.loadtest.workload.YamlValues.below;

import dev.headgate.loadtest.workload.Generator.Field;
import dev.headgate.loadtest.workload.Generator.Weighted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the generators of a template file. */
final class GeneratorReader {

    /** The names of generators, and {@code scale}, which stands beside {@code decimal}. */
    static final List<String> NAMES =
            List.of(
                    "int", "decimal", "scale", "word", "text", "id", "key", "time", "bool", "list",
                    "object");

    /** What a list consists of. */
    static final List<String> LIST_FIELDS = List.of("of", "length");

    private static final String SCALE = "scale";
    private static final int SCALE_DEFAULT = 2;
    private static final int SHARE_DIGITS_MAX = 9;
    private static final Generator NOTHING = new Generator.Bool(0);

    /** A least and a greatest number. */
    private record Range(BigDecimal min, BigDecimal max) {}

    private final YamlValues values;
    private final boolean keyed;

    GeneratorReader(YamlValues values, boolean keyed) {
        this.values = values;
        this.keyed = keyed;
    }

    Generator.ObjectOf object(Node node, String path) {
        var fields = new ArrayList<Field>();
        values.entries(node, path, 1, Generator.ObjectOf.FIELDS_MAX)
                .forEach((name, value) ->
                        fields.add(new Field(name, generator(value, below(path, name)))));
        return new Generator.ObjectOf(fields);
    }

    private Generator generator(Node node, String path) {
        Map<String, Node> fields = values.fields(node, path, NAMES);
        Node scale = fields.remove(SCALE);
        if (fields.size() != 1) {
            if (node instanceof MappingNode) {
                values.wrong(
                        node,
                        path,
                        fields.isEmpty() ? "has no generator" : "has more than one generator",
                        "write one, such as {int: [1, 9]}");
            }
            return NOTHING;
        }
        Map.Entry<String, Node> only = fields.entrySet().iterator().next();
        String name = only.getKey();
        if (name.equals("decimal")) {
            return decimal(only.getValue(), scale, path);
        }
        if (scale != null) {
            values.wrong(scale, below(path, SCALE), "belongs to decimal only", "remove it");
        }
        return generator(name, only.getValue(), below(path, name));
    }

    private Generator generator(String name, Node node, String path) {
        return switch (name) {
            case "int" -> whole(node, path);
            case "word" -> word(node, path);
            case "text" -> text(node, path);
            case "id" -> plain(new Generator.EventIndex(), node, path);
            case "key" -> key(node, path);
            case "time" -> plain(new Generator.EventTime(), node, path);
            case "bool" -> bool(node, path);
            case "list" -> list(node, path);
            case "object" -> object(node, path);
            default -> NOTHING;
        };
    }

    private Generator whole(Node node, String path) {
        var bound = BigDecimal.valueOf(Generator.Whole.ABSOLUTE_MAX);
        Range range = range(node, path, bound.negate(), bound, 0);
        return new Generator.Whole(range.min().longValueExact(), range.max().longValueExact());
    }

    private Generator decimal(Node node, @Nullable Node scaleNode, String path) {
        int scale =
                scaleNode == null
                        ? SCALE_DEFAULT
                        : (int)
                                values.whole(
                                        scaleNode,
                                        below(path, SCALE),
                                        0,
                                        Generator.Decimal.SCALE_MAX);
        var bound = BigDecimal.valueOf(Generator.Decimal.ABSOLUTE_MAX);
        Range range = range(node, below(path, "decimal"), bound.negate(), bound, scale);
        return new Generator.Decimal(
                range.min().movePointRight(scale).longValueExact(),
                range.max().movePointRight(scale).longValueExact(),
                scale);
    }

    private Generator word(Node node, String path) {
        var words = new ArrayList<Weighted>();
        if (node instanceof MappingNode) {
            values.entries(node, path, 1, Generator.Word.WORDS_MAX)
                    .forEach((text, weight) ->
                            words.add(new Weighted(text, weight(weight, below(path, text)))));
        } else {
            List<Node> texts = values.list(node, path, 1, Generator.Word.WORDS_MAX);
            for (int i = 0; i < texts.size(); i++) {
                String at = path + "[" + i + "]";
                String text = values.text(texts.get(i), at, 0, Generator.Word.CHARS_MAX);
                words.add(new Weighted(text, 1));
            }
        }
        return new Generator.Word(words);
    }

    /** How often something is taken, next to others. */
    int weight(Node node, String path) {
        return (int) values.whole(node, path, 1, Weighted.WEIGHT_MAX);
    }

    private Generator text(Node node, String path) {
        Range range = sizes(node, path, Generator.Text.BYTES_MAX);
        return new Generator.Text(range.min().intValueExact(), range.max().intValueExact());
    }

    private Generator key(Node node, String path) {
        if (!keyed) {
            values.wrong(
                    node,
                    path,
                    "needs keys, but keys.distribution is None",
                    "remove this field, or choose Uniform or Zipf");
        }
        return plain(new Generator.EventKey(), node, path);
    }

    private Generator bool(Node node, String path) {
        BigDecimal share =
                values.number(node, path, BigDecimal.ZERO, BigDecimal.ONE, SHARE_DIGITS_MAX);
        return new Generator.Bool(share.doubleValue());
    }

    private Generator list(Node node, String path) {
        Map<String, Node> fields = values.fields(node, path, LIST_FIELDS);
        Node of = fields.get("of");
        Node length = fields.get("length");
        if (of == null || length == null) {
            if (node instanceof MappingNode) {
                values.wrong(
                        node,
                        path,
                        "lacks " + (of == null ? "of" : "length"),
                        "write {of: {int: [1, 9]}, length: [0, 5]}");
            }
            return NOTHING;
        }
        Range range = sizes(length, below(path, "length"), Generator.ListOf.LENGTH_MAX);
        return new Generator.ListOf(
                generator(of, below(path, "of")),
                range.min().intValueExact(),
                range.max().intValueExact());
    }

    private Generator plain(Generator generator, Node node, String path) {
        values.isTrue(node, path);
        return generator;
    }

    private Range sizes(Node node, String path, int max) {
        return range(node, path, BigDecimal.ZERO, BigDecimal.valueOf(max), 0);
    }

    private Range range(Node node, String path, BigDecimal min, BigDecimal max, int scale) {
        List<Node> bounds = values.list(node, path, 2, 2);
        if (bounds.size() != 2) {
            return new Range(min, min);
        }
        int before = values.mistakes();
        BigDecimal least = values.number(bounds.getFirst(), path + "[0]", min, max, scale);
        BigDecimal greatest = values.number(bounds.getLast(), path + "[1]", min, max, scale);
        if (values.mistakes() > before) {
            return new Range(min, min);
        }
        if (least.compareTo(greatest) > 0) {
            values.wrong(
                    node,
                    path,
                    "has its least (%s) above its greatest (%s)"
                            .formatted(least.toPlainString(), greatest.toPlainString()),
                    "swap them");
            return new Range(least, least);
        }
        return new Range(least, greatest);
    }
}
