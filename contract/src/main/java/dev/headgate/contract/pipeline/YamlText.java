// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * One plain YAML document as a tree of nodes that know their lines. Aliases and tags are refused
 * before any tree is built, so a small text cannot grow into a large tree.
 */
sealed interface YamlText {

    /** The text is one plain document. */
    record Document(Node root) implements YamlText {}

    /** It is not; the findings say why. */
    record Refused() implements YamlText {}

    int NESTING_MAX = 20;

    static YamlText read(String text, Findings findings) {
        String plain = withoutTraps(text);
        try {
            int documents = inspect(plain, findings);
            if (documents == 0) {
                findings.add(1, "", "the file is empty", "write an IngestionPipeline into it");
            }
            if (!findings.isEmpty()) {
                return new Refused();
            }
            return new Document(yaml().compose(new StringReader(plain)));
        } catch (MarkedYAMLException e) {
            syntax(e, findings);
        } catch (ReaderException e) {
            findings.add(
                    lineAt(plain, e.getPosition()),
                    "",
                    "has the character U+%04X, which YAML does not allow"
                            .formatted(e.getCodePoint()),
                    "remove it");
        } catch (YAMLException e) {
            findings.add(1, "", "is not YAML: " + e.getMessage(), "");
        }
        return new Refused();
    }

    /** Drops a byte order mark, and the tabs that JSON allows between its tokens but YAML not. */
    private static String withoutTraps(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return plain.stripLeading().startsWith("{") ? plain.replace('\t', ' ') : plain;
    }

    private static int inspect(String text, Findings findings) {
        int documents = 0;
        int depth = 0;
        for (Event event : yaml().parse(new StringReader(text))) {
            switch (event) {
                case DocumentStartEvent _ -> {
                    documents++;
                    if (documents == 2) {
                        add(
                                event,
                                "a second document begins here",
                                "one pipeline per file",
                                findings);
                    }
                }
                case NodeEvent node -> {
                    inspect(node, findings);
                    if (node instanceof CollectionStartEvent && ++depth > NESTING_MAX) {
                        add(
                                event,
                                "is nested deeper than " + NESTING_MAX + " levels",
                                "",
                                findings);
                        return documents;
                    }
                }
                default -> {
                    if (event.is(Event.ID.SequenceEnd) || event.is(Event.ID.MappingEnd)) {
                        depth--;
                    }
                }
            }
        }
        return documents;
    }

    private static void inspect(NodeEvent event, Findings findings) {
        if (event instanceof AliasEvent) {
            add(
                    event,
                    "*" + event.getAnchor() + " is a YAML alias, which is not supported",
                    "write the value out; put a text that begins with * in quotes",
                    findings);
        } else if (event.getAnchor() != null) {
            add(
                    event,
                    "&" + event.getAnchor() + " is a YAML anchor, which is not supported",
                    "remove it; put a text that begins with & in quotes",
                    findings);
        }
        String tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent collection -> collection.getTag();
                    default -> null;
                };
        if (tag != null) {
            add(
                    event,
                    "the YAML tag " + tag.replace("tag:yaml.org,2002:", "!!") + " is not supported",
                    "write the value without a tag",
                    findings);
        }
    }

    private static void add(Event event, String message, String suggestion, Findings findings) {
        findings.add(event.getStartMark().getLine() + 1, "", message, suggestion);
    }

    private static void syntax(MarkedYAMLException e, Findings findings) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        boolean star = context.contains("alias") || context.contains("anchor");
        boolean tab = String.valueOf(e.getProblem()).contains("TAB");
        findings.add(
                mark == null ? 1 : mark.getLine() + 1,
                "",
                "is not YAML: " + context + e.getProblem(),
                star
                        ? "put a text that begins with * or & in quotes"
                        : tab ? "indent with spaces" : "");
    }

    private static int lineAt(String text, int position) {
        return 1 + (int) text.codePoints().limit(position).filter(c -> c == '\n').count();
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(NESTING_MAX + 1);
        options.setCodePointLimit(PipelineFile.BYTES_MAX + 1);
        options.setMergeOnCompose(false);
        return new Yaml(options);
    }
}
