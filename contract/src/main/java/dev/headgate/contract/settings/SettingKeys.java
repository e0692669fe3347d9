// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The check that a service was given no setting that it does not know. */
public final class SettingKeys {

    private SettingKeys() {}

    /**
     * One sentence for each key that is given but not known; empty if all are known. Items of lists
     * count as one key: {@code topics.3.name} is known where {@code topics.0.name} is.
     */
    public static List<String> unknown(Set<String> known, Set<String> given) {
        var knownForms = new TreeSet<String>();
        known.forEach(key -> knownForms.add(form(key)));
        return given.stream()
                .sorted()
                .filter(key -> !knownForms.contains(form(key)))
                .map(key -> sentence(key, knownForms))
                .toList();
    }

    private static String sentence(String key, Set<String> known) {
        return Suggestion.nearest(key, known)
                .map(near -> "unknown setting " + key + ": did you mean " + near + "?")
                .orElse("unknown setting " + key);
    }

    private static String form(String key) {
        return key.replaceAll("\\.\\d+(?=\\.|$)", ".0");
    }
}
