// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.io.StringReader;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML document as settings are written: {@code callers.0.name} and the text as it stands there,
 * so that no time or number is read in another way than its writer meant.
 */
final class YamlEntries {

    private static final int DEPTH_MAX = 8;
    private static final int ENTRIES_MAX = 100_000;

    private final NavigableMap<String, String> entries = new TreeMap<>();

    private YamlEntries() {}

    /** Nothing of the text is repeated in a failure: it may hold a secret by mistake. */
    static NavigableMap<String, String> of(String text) throws InvalidFile {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEPTH_MAX + 1);
        var flat = new YamlEntries();
        Node root;
        try {
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            throw e.getProblemMark() == null
                    ? new InvalidFile("is not YAML")
                    : new InvalidFile(
                            "line %d is not YAML".formatted(e.getProblemMark().getLine() + 1));
        } catch (YAMLException _) {
            throw new InvalidFile("is not YAML");
        }
        if (root != null) {
            flat.add("", root, 0);
        }
        return flat.entries;
    }

    private void add(String key, Node node, int depth) throws InvalidFile {
        if (depth > DEPTH_MAX || entries.size() > ENTRIES_MAX) {
            throw new InvalidFile("is nested too deeply, or too large");
        }
        switch (node) {
            case MappingNode mapping -> {
                for (NodeTuple each : mapping.getValue()) {
                    if (!(each.getKeyNode() instanceof ScalarNode name)) {
                        throw new InvalidFile("line %d has no name".formatted(line(mapping)));
                    }
                    add(child(key, name.getValue()), each.getValueNode(), depth + 1);
                }
            }
            case SequenceNode sequence -> {
                List<Node> items = sequence.getValue();
                if (items.isEmpty()) {
                    throw new InvalidFile(
                            "line %d has an empty list: leave it out".formatted(line(sequence)));
                }
                for (int i = 0; i < items.size(); i++) {
                    add(child(key, String.valueOf(i)), items.get(i), depth + 1);
                }
            }
            case ScalarNode scalar -> {
                if (entries.put(key, scalar.getValue()) != null) {
                    throw new InvalidFile("line %d is there twice".formatted(line(scalar)));
                }
            }
            default -> throw new InvalidFile("line %d has an alias".formatted(line(node)));
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String child(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }
}
