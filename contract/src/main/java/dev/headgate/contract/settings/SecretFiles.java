// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to mounted files inside settings of Kafka's clients, so that a secret never stands in
 * the settings themselves. A service puts the content in their place when it makes a client.
 */
public final class SecretFiles {

    private static final Pattern REFERENCE = Pattern.compile("%\\{file:([^}]+)}");

    private SecretFiles() {}

    /** The text that stands for the content of a file. */
    static String reference(String file) {
        return "%{file:" + file + "}";
    }

    /**
     * The settings with each reference replaced by its file's content, without white space at its
     * ends. In a login ({@code sasl.jaas.config}) the content stays between its quotes. A file that
     * cannot be read is an error.
     */
    public static Map<String, String> resolve(Map<String, String> settings) {
        var resolved = new TreeMap<String, String>();
        settings.forEach((key, value) ->
                resolved.put(key, resolved(key, value, file -> content(key, file))));
        return resolved;
    }

    /** As above, for one who has the contents at hand; by file. */
    public static Map<String, String> resolve(
            Map<String, String> settings, UnaryOperator<String> contents) {
        var resolved = new TreeMap<String, String>();
        settings.forEach((key, value) -> resolved.put(key, resolved(key, value, contents)));
        return resolved;
    }

    private static String resolved(String key, String value, UnaryOperator<String> contents) {
        return REFERENCE
                .matcher(value)
                .replaceAll(found -> {
                    String text = contents.apply(found.group(1)).strip();
                    return Matcher.quoteReplacement(
                            key.equals(KafkaSecurity.LOGIN_SETTING)
                                    ? KafkaSecurity.quoted(text)
                                    : text);
                });
    }

    private static String content(String key, String name) {
        Path file = Path.of(name);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(key + " names a file that cannot be read: " + file, e);
        }
    }
}
