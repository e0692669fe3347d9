// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a template file strictly: whatever is unknown, of the wrong type or out of range is an
 * error, and all of them are told together.
 */
final class TemplateFile {

    /** Largest file in bytes. */
    static final int BYTES_MAX = 1_048_576;

    /** Deepest nesting of the file; a generator takes two levels. */
    static final int NESTING_MAX = 24;

    private TemplateFile() {}

    static Template read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(file.toString(), in.readNBytes(BYTES_MAX + 1));
        } catch (NoSuchFileException e) {
            throw new WorkloadException(file + ": there is no such file; check its name.", e);
        } catch (IOException e) {
            throw new WorkloadException(file + ": cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Reads a file's content; the name stands in the sentences. */
    static Template parse(String name, byte[] content) {
        var mistakes = new TemplateMistakes(name);
        Node root = root(content, mistakes);
        mistakes.throwIfAny();
        if (root == null) {
            throw new WorkloadException(name + ": is empty; write types and data into it.");
        }
        Template template = new TemplateReader(new YamlValues(mistakes)).read(root);
        mistakes.throwIfAny();
        return template;
    }

    private static @Nullable Node root(byte[] content, TemplateMistakes mistakes) {
        if (content.length > BYTES_MAX) {
            mistakes.add(1, "", "is larger than %,d bytes".formatted(BYTES_MAX), "shorten it");
            return null;
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            refuseReferences(text, mistakes);
            mistakes.throwIfAny();
            return yaml().compose(new StringReader(text));
        } catch (CharacterCodingException _) {
            mistakes.add(1, "", "is not UTF-8 text", "save it as UTF-8");
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            mistakes.add(
                    mark == null ? 1 : mark.getLine() + 1,
                    "",
                    "is not YAML: " + e.getProblem(),
                    "correct it there or just before");
        } catch (YAMLException e) {
            mistakes.add(1, "", "is not YAML: " + e.getMessage(), "correct it");
        }
        return null;
    }

    /** Refuses anchors, aliases and tags, with which a small file could mean a large one. */
    private static void refuseReferences(String text, TemplateMistakes mistakes) {
        for (Event event : yaml().parse(new StringReader(text))) {
            if (!(event instanceof NodeEvent node)) {
                continue;
            }
            boolean tagged =
                    switch (node) {
                        case ScalarEvent scalar -> scalar.getTag() != null;
                        case CollectionStartEvent collection -> collection.getTag() != null;
                        default -> false;
                    };
            if (tagged || node instanceof AliasEvent || node.getAnchor() != null) {
                mistakes.add(
                        node.getStartMark().getLine() + 1,
                        "",
                        "has an anchor, an alias or a tag, which templates do not know",
                        "write the value out, or put it in quotes");
            }
        }
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(NESTING_MAX);
        options.setCodePointLimit(BYTES_MAX + 1);
        options.setMergeOnCompose(false);
        return new Yaml(options);
    }
}
