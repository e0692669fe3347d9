// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelt word was probably meant to be. */
public final class Suggestion {

    private record Near(String candidate, int distance) {}

    private Suggestion() {}

    /** The candidate nearest to the word, if one is near enough to be worth naming. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        int limit = Math.max(2, word.length() / 3);
        return candidates.stream()
                .map(candidate -> new Near(candidate, distance(word, candidate)))
                .filter(near -> near.distance() <= limit)
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::candidate))
                .map(Near::candidate);
    }

    /** Edits that turn one word into the other (Levenshtein), case ignored. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same =
                        Character.toLowerCase(left.charAt(i - 1))
                                == Character.toLowerCase(right.charAt(j - 1));
                int replaced = previous[j - 1] + (same ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
