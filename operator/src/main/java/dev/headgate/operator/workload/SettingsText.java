// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes rendered settings as the YAML that the services read, nested, so that people can read it
 * too. Kafka's own keys keep their dots: one of them may be the beginning of another.
 */
final class SettingsText {

    private SettingsText() {}

    static String of(Map<String, String> settings) {
        var root = new TreeMap<String, Object>(SettingsText::compare);
        settings.forEach((key, value) -> put(root, key, value));
        var text = new StringBuilder();
        write(text, root, 0);
        return text.toString();
    }

    /** Positions of a list come in the order of numbers. */
    private static int compare(String left, String right) {
        return isPosition(left) && isPosition(right)
                ? Integer.compare(Integer.parseInt(left), Integer.parseInt(right))
                : left.compareTo(right);
    }

    private static boolean isPosition(String key) {
        return key.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    private static void put(Map<String, Object> root, String key, String value) {
        Map<String, Object> at = root;
        String rest = key;
        String path = "";
        int dot = rest.indexOf('.');
        while (dot > 0 && !path.endsWith("kafka.producer.") && !path.endsWith("kafka.consumer.")) {
            String name = rest.substring(0, dot);
            at = child(at, name);
            path += name + ".";
            rest = rest.substring(dot + 1);
            dot = rest.indexOf('.');
        }
        at.put(rest, value);
    }

    @SuppressWarnings("unchecked") // Only put() fills the tree, with texts and such maps.
    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        return (Map<String, Object>)
                parent.computeIfAbsent(
                        name, _ -> new TreeMap<String, Object>(SettingsText::compare));
    }

    @SuppressWarnings("unchecked") // Only put() fills the tree, with texts and such maps.
    private static void write(StringBuilder text, Map<String, Object> level, int depth) {
        level.forEach((key, value) -> {
            String indent = "  ".repeat(depth);
            text.append(indent).append(isPosition(key) ? "-" : key + ":");
            if (value instanceof Map<?, ?> below) {
                text.append('\n');
                write(text, (Map<String, Object>) below, depth + 1);
            } else {
                text.append(" \"")
                        .append(JsonStringEncoder.getInstance().quoteAsString((String) value))
                        .append("\"\n");
            }
        });
    }
}
