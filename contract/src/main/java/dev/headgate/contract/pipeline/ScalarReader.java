// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import dev.headgate.contract.settings.Suggestion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads single values. A text that some YAML reader takes for something else (a number, {@code
 * yes}, {@code off}, a date) must be in quotes, and a number must be written plainly in decimal:
 * what runs here shall mean the same to Kubernetes.
 */
final class ScalarReader {

    private static final int SHOWN_CHARS_MAX = 60;
    private static final Pattern DECIMAL = Pattern.compile("0|-?[1-9][0-9]{0,59}");
    private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9_]+");
    private static final Pattern BASE = Pattern.compile("0[xX][0-9a-fA-F_]+");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9_]+|[0-9][0-9_]*(\\.[0-9_]*)?)([eE][-+]?[0-9]{1,3})?");
    private static final Pattern TRUTH = Pattern.compile("true|false");
    private static final Pattern SHORT_BOOLEAN = Pattern.compile("[yYnN]");

    private final Findings findings;

    ScalarReader(Findings findings) {
        this.findings = findings;
    }

    @Nullable Object read(FieldRules field, Node node, String path) {
        if (isEmpty(node)) {
            findings.add(path, "has no value", "write one, or remove the line");
            return null;
        }
        if (field.type() == int.class || field.type() == Integer.class) {
            return wholeNumber(field, node, path);
        }
        if (field.type() == boolean.class) {
            return truth(node, path);
        }
        if (field.type().isEnum() && node instanceof ScalarNode scalar) {
            return choice(field, scalar.getValue(), path);
        }
        String text = text(node, path);
        return text == null ? null : bounded(field, text, path);
    }

    private @Nullable String text(Node node, String path) {
        String kind = kind(node);
        if (!(node instanceof ScalarNode scalar)) {
            findings.add(path, "must be text, but is " + kind, "");
            return null;
        }
        if (!kind.equals(TEXT)) {
            findings.add(
                    path,
                    "must be text, but " + clip(scalar.getValue()) + " is " + kind,
                    "write it in quotes: \"" + clip(scalar.getValue()) + "\"");
            return null;
        }
        return scalar.getValue();
    }

    private @Nullable Boolean truth(Node node, String path) {
        if (node instanceof ScalarNode scalar
                && scalar.isPlain()
                && TRUTH.matcher(scalar.getValue()).matches()) {
            return scalar.getValue().equals("true");
        }
        boolean quoted = node instanceof ScalarNode scalar && !scalar.isPlain();
        String shown = node instanceof ScalarNode scalar ? clip(scalar.getValue()) : kind(node);
        findings.add(
                path,
                "must be true or false, but is " + (quoted ? "the text \"" + shown + "\"" : shown),
                quoted && TRUTH.matcher(shown).matches() ? "remove the quotes" : "");
        return null;
    }

    private @Nullable Object choice(FieldRules field, String text, String path) {
        Optional<Object> constant =
                Arrays.<Object>stream(field.type().getEnumConstants())
                        .filter(each -> each.toString().equals(text))
                        .findFirst();
        if (constant.isEmpty()) {
            findings.add(
                    path,
                    "is "
                            + clip(text)
                            + ", but must be one of "
                            + String.join(", ", field.choices()),
                    Suggestion.nearest(text, field.choices())
                            .map(near -> "did you mean " + near + "?")
                            .orElse(""));
        }
        return constant.orElse(null);
    }

    private @Nullable String bounded(FieldRules field, String text, String path) {
        ValueBounds bounds = field.bounds();
        int length = text.codePointCount(0, text.length());
        if (length < bounds.sizeMin() || length > bounds.sizeMax()) {
            findings.add(
                    path,
                    "has %d characters, but must have %d to %d"
                            .formatted(length, bounds.sizeMin(), bounds.sizeMax()),
                    "");
            return null;
        }
        Pattern pattern = bounds.pattern();
        if (pattern != null && !pattern.matcher(text).matches()) {
            findings.add(
                    path,
                    "\"" + clip(text) + "\" does not match " + pattern.pattern(),
                    field.summary());
            return null;
        }
        return text;
    }

    private @Nullable Integer wholeNumber(FieldRules field, Node node, String path) {
        if (!(node instanceof ScalarNode scalar)) {
            findings.add(path, "must be a whole number, but is " + kind(node), "");
            return null;
        }
        String text = scalar.getValue();
        if (!scalar.isPlain() || !DECIMAL.matcher(text).matches()) {
            findings.add(
                    path,
                    "must be a whole number in plain digits, but is "
                            + (scalar.isPlain() ? clip(text) : "the text \"" + clip(text) + "\""),
                    plainForm(text).map(plain -> "write " + plain).orElse(""));
            return null;
        }
        ValueBounds bounds = field.bounds();
        BigDecimal number = new BigDecimal(text);
        BigDecimal nearest = number.max(BigDecimal.valueOf(bounds.min()));
        nearest = nearest.min(BigDecimal.valueOf(bounds.max()));
        if (nearest.compareTo(number) != 0) {
            findings.add(
                    path,
                    "is %s, but must be %d to %d".formatted(clip(text), bounds.min(), bounds.max()),
                    "the nearest is " + nearest);
            return null;
        }
        return number.intValueExact();
    }

    /** The plain decimal form of a number written otherwise, if it is a whole one. */
    private static Optional<String> plainForm(String text) {
        String digits = text.strip().replace("_", "");
        if (digits.length() > SHOWN_CHARS_MAX) {
            return Optional.empty();
        }
        if (BASE.matcher(digits).matches()) {
            return Optional.of(new BigInteger(digits.substring(2), 16).toString());
        }
        if (LEADING_ZERO.matcher(digits).matches() || NUMBER.matcher(digits).matches()) {
            BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
            return number.scale() <= 0 ? Optional.of(number.toPlainString()) : Optional.empty();
        }
        return Optional.empty();
    }

    private static final String TEXT = "text";

    /** What a node is, as people say it. */
    static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "fields";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.isPlain() -> plainKind(scalar);
            default -> TEXT;
        };
    }

    private static String plainKind(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return "empty";
        }
        if (tag.equals(Tag.BOOL) || SHORT_BOOLEAN.matcher(text).matches()) {
            return "true or false";
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || NUMBER.matcher(text).matches()) {
            return "a number";
        }
        return tag.equals(Tag.TIMESTAMP) ? "a date" : TEXT;
    }

    static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && Tag.NULL.equals(node.getTag());
    }

    /** A text as it may be shown: not long, and without control characters. */
    static String clip(String text) {
        var shown = new StringBuilder();
        int end = Math.min(text.length(), SHOWN_CHARS_MAX);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append("\\u%04X".formatted((int) c));
            } else {
                shown.append(c);
            }
        }
        return text.length() > end ? shown.append('…').toString() : shown.toString();
    }
}
