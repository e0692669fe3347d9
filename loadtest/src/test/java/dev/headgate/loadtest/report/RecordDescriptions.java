// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** What the Javadoc of records says of them and of their components. */
final class RecordDescriptions {

    private final Map<String, String> byName = new HashMap<>();

    /** Those in some source files. */
    static RecordDescriptions in(List<Path> sources) throws IOException {
        var descriptions = new RecordDescriptions();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            var trees = DocTrees.instance(task);
            for (var unit : task.parse()) {
                descriptions.new Reader(trees).scan(unit, null);
            }
        }
        return descriptions;
    }

    /** What is said of a record. */
    String of(Class<?> type) {
        return known(type.getSimpleName());
    }

    /** What is said of a component of a record. */
    String of(Class<?> type, String component) {
        return known(type.getSimpleName() + "." + component);
    }

    private String known(String name) {
        String description = byName.get(name);
        if (description == null || description.isBlank()) {
            throw new AssertionError("the Javadoc says nothing of " + name);
        }
        return description;
    }

    private static String text(List<? extends DocTree> body) {
        String text = body.stream().map(RecordDescriptions::text).collect(Collectors.joining());
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String text(DocTree part) {
        return switch (part) {
            case TextTree words -> words.getBody();
            case LiteralTree code -> code.getBody().getBody();
            case LinkTree link -> link.getReference().getSignature().replaceFirst("^#", "");
            default -> throw new AssertionError("cannot render " + part);
        };
    }

    private final class Reader extends TreePathScanner<Void, Void> {

        private final DocTrees trees;

        private Reader(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            var comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                String name = type.getSimpleName().toString();
                byName.put(name, text(comment.getFullBody()));
                for (var tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree component) {
                        byName.put(
                                name + "." + component.getName().getName(),
                                text(component.getDescription()));
                    }
                }
            }
            return super.visitClass(type, null);
        }
    }
}
