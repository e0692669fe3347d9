// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to mounted files inside settings of Kafka's clients, so that a secret never stands in
 * the settings themselves. A service puts the content in their place when it makes a client.
 */
public final class SecretFiles {

    private static final Pattern REFERENCE = Pattern.compile("%\\{file:([^}]+)}");
    private static final Pattern QUOTED = Pattern.compile("[\"\\\\]");
    private static final String JAAS = "sasl.jaas.config";

    private SecretFiles() {}

    /** The text that stands for the content of a file. */
    static String reference(String file) {
        return "%{file:" + file + "}";
    }

    /**
     * The settings with each reference replaced by its file's content, without white space at its
     * ends. In a login ({@code sasl.jaas.config}) quotes and backslashes of the content are
     * escaped. A file that cannot be read is an error.
     */
    public static Map<String, String> resolve(Map<String, String> settings) {
        var resolved = new TreeMap<String, String>();
        settings.forEach((key, value) ->
                resolved.put(
                        key,
                        REFERENCE
                                .matcher(value)
                                .replaceAll(
                                        found -> Matcher.quoteReplacement(content(key, found)))));
        return resolved;
    }

    private static String content(String key, MatchResult reference) {
        Path file = Path.of(reference.group(1));
        try {
            String text = Files.readString(file).strip();
            return key.equals(JAAS) ? QUOTED.matcher(text).replaceAll("\\\\$0") : text;
        } catch (IOException e) {
            throw new UncheckedIOException(key + " names a file that cannot be read: " + file, e);
        }
    }
}
