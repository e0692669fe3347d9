// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static dev.headgate.loadtest.workload.YamlValues.below;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.loadtest.workload.Template.Distribution;
import dev.headgate.loadtest.workload.Template.Keys;
import dev.headgate.loadtest.workload.Template.TypeShare;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the fields of a template file. */
final class TemplateReader {

    private static final int EXPONENT_DIGITS_MAX = 6;
    private static final int FORMAT_CHARS_MAX = 200;

    private final YamlValues values;

    TemplateReader(YamlValues values) {
        this.values = values;
    }

    /** The template; not to be used if a mistake was noted. */
    Template read(Node root) {
        Map<String, Node> fields = values.fields(root, "", List.of("types", "keys", "data"));
        Node keysNode = fields.get("keys");
        Keys keys = keysNode == null ? Keys.DEFAULT : keys(keysNode);
        var generators = new GeneratorReader(values, keys.distribution() != Distribution.None);
        Node types = required(fields, "types", root, "", "list the event types");
        Node data = required(fields, "data", root, "", "say what an event's data is made of");
        return new Template(
                types == null ? List.of() : types(types, generators),
                keys,
                data == null ? new Generator.ObjectOf(List.of()) : data(data, generators));
    }

    private Generator.ObjectOf data(Node node, GeneratorReader generators) {
        Generator.ObjectOf data = generators.object(node, "data");
        long bytes = LargestSize.of(data);
        if (bytes > LargestSize.DATA_MAX) {
            values.wrong(
                    node,
                    "data",
                    "can have %,d bytes, but no pipeline takes more than %,d"
                            .formatted(bytes, LargestSize.DATA_MAX),
                    "make texts or lists shorter");
        }
        return data;
    }

    private List<TypeShare> types(Node node, GeneratorReader generators) {
        var types = new ArrayList<TypeShare>();
        List<Node> entries = values.list(node, "types", 1, Template.TYPES_MAX);
        for (int i = 0; i < entries.size(); i++) {
            Node entry = entries.get(i);
            String path = "types[" + i + "]";
            Map<String, Node> fields = values.fields(entry, path, List.of("type", "weight"));
            Node name = required(fields, "type", entry, path, "name the event type");
            Node weight = fields.get("weight");
            types.add(
                    new TypeShare(
                            name == null ? "" : type(name, below(path, "type")),
                            weight == null ? 1 : generators.weight(weight, below(path, "weight"))));
        }
        return types;
    }

    private String type(Node node, String path) {
        String type = values.text(node, path, 1, EventLimits.TYPE_CHARS_MAX);
        if (!type.isEmpty() && type.isBlank()) {
            values.wrong(node, path, "is blank", "name the event type");
        }
        return type;
    }

    private Keys keys(Node node) {
        Map<String, Node> fields =
                values.fields(node, "keys", List.of("count", "distribution", "exponent", "format"));
        Node distributionNode = fields.get("distribution");
        Distribution distribution =
                distributionNode == null
                        ? Keys.DEFAULT.distribution()
                        : distribution(distributionNode);
        Node count = fields.get("count");
        Node exponent = fields.get("exponent");
        Node format = fields.get("format");
        useless(exponent, "keys.exponent", distribution == Distribution.Zipf, distribution);
        useless(count, "keys.count", distribution != Distribution.None, distribution);
        useless(format, "keys.format", distribution != Distribution.None, distribution);
        return new Keys(
                count == null
                        ? Keys.DEFAULT.count()
                        : (int) values.whole(count, "keys.count", 1, Keys.COUNT_MAX),
                distribution,
                exponent == null ? Keys.DEFAULT.exponent() : exponent(exponent),
                format == null ? Keys.DEFAULT.format() : format(format));
    }

    private double exponent(Node node) {
        return values.number(
                        node,
                        "keys.exponent",
                        BigDecimal.valueOf(Keys.EXPONENT_MIN),
                        BigDecimal.valueOf(Keys.EXPONENT_MAX),
                        EXPONENT_DIGITS_MAX)
                .doubleValue();
    }

    private Distribution distribution(Node node) {
        String name = values.text(node, "keys.distribution", 1, FORMAT_CHARS_MAX);
        return Arrays.stream(Distribution.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    values.wrong(
                            node,
                            "keys.distribution",
                            "is none of " + Arrays.toString(Distribution.values()),
                            "choose one of them");
                    return Keys.DEFAULT.distribution();
                });
    }

    private String format(Node node) {
        String format = values.text(node, "keys.format", 1, FORMAT_CHARS_MAX);
        if (format.indexOf(KeyNames.NUMBER) < 0 || format.indexOf('%') != format.lastIndexOf('%')) {
            values.wrong(
                    node,
                    "keys.format",
                    "must have " + KeyNames.NUMBER + " once and no other %",
                    "write " + Keys.DEFAULT.format());
            return Keys.DEFAULT.format();
        }
        return format;
    }

    private void useless(
            @Nullable Node node, String path, boolean useful, Distribution distribution) {
        if (node != null && !useful) {
            values.wrong(node, path, "has no use with " + distribution, "remove it");
        }
    }

    private @Nullable Node required(
            Map<String, Node> fields, String name, Node parent, String path, String remedy) {
        Node node = fields.get(name);
        if (node == null) {
            values.wrong(parent, below(path, name), "is missing", remedy);
        }
        return node;
    }
}
