// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Reads fields whose names the user chooses: maps of text to single values. */
final class MapReader {

    private final Findings findings;
    private final ScalarReader scalars;

    MapReader(Findings findings, ScalarReader scalars) {
        this.findings = findings;
        this.scalars = scalars;
    }

    /** The path of an entry, as Kubernetes writes it. */
    static String entry(String path, String key) {
        return path + "." + key;
    }

    @Nullable Map<String, Object> read(
            FieldRules field, FieldRules keys, FieldRules values, Node node, String path) {
        if (!(node instanceof MappingNode mapping)) {
            findings.add(
                    node,
                    path,
                    "must be fields (name: value), but is " + ScalarReader.kind(node),
                    ScalarReader.isEmpty(node) ? "write it, or remove the line" : "");
            return null;
        }
        int before = findings.count();
        var read = new LinkedHashMap<String, Object>();
        for (NodeTuple entry : mapping.getValue()) {
            Object key = scalars.read(keys, entry.getKeyNode(), path);
            if (key == null) {
                continue;
            }
            String entryPath = entry(path, ScalarReader.clip(key.toString()));
            if (findings.isLocated(entryPath)) {
                findings.add(
                        entry.getKeyNode(),
                        entryPath,
                        "is already set on line " + findings.line(entryPath),
                        "remove one of the two");
                continue;
            }
            findings.locate(entryPath, entry.getKeyNode());
            Object value = scalars.read(values, entry.getValueNode(), entryPath);
            if (value != null) {
                read.put(key.toString(), value);
            }
        }
        if (mapping.getValue().size() > field.bounds().sizeMax()) {
            findings.add(
                    path,
                    "has %d entries, but must have at most %d"
                            .formatted(mapping.getValue().size(), field.bounds().sizeMax()),
                    "");
        }
        return findings.count() == before ? read : null;
    }
}
