// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says whether a JSON text and PostgreSQL's {@code jsonb} of it mean the same: members in any
 * order, of members with one name the last, numbers by value. For one thread.
 *
 * <p>Workloads read from a file repeat few texts, and equal texts become equal {@code jsonb}: pairs
 * that were found equal are remembered, up to a bounded number of characters, and compared as texts
 * from then on. Where texts do not repeat, remembering would cost more than a sixth of the time, so
 * it is given up after a while.
 */
final class JsonEquality {

    /** PostgreSQL writes numbers out in full: 1e131071 comes back with as many digits. */
    private static final int NUMBER_CHARS_MAX = 200_000;

    private static final int STRING_CHARS_MAX = 256 * 1024 * 1024;
    private static final int REMEMBERED_CHARS_MAX = 8 * 1024 * 1024;
    private static final int TRIALS = 50_000;
    private static final int HITS_OF_TRIALS_MIN = TRIALS / 10;

    private static final ObjectReader TREES =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNumberLength(NUMBER_CHARS_MAX)
                                                    .maxStringLength(STRING_CHARS_MAX)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    private final Map<String, String> storedOfSent = new LinkedHashMap<>(16, 0.75f, true);
    private int rememberedChars;
    private int trials;
    private int hits;
    private boolean remembering = true;

    /** Whether a stored text is what a sent one has to become; false if one of them is no JSON. */
    boolean same(String sent, String stored) {
        if (sent.equals(stored)) {
            return true;
        }
        if (remembering && remembered(sent, stored)) {
            return true;
        }
        try {
            if (!same(TREES.readTree(sent), TREES.readTree(stored))) {
                return false;
            }
        } catch (JsonProcessingException _) {
            return false;
        }
        if (remembering) {
            remember(sent, stored);
        }
        return true;
    }

    private static boolean same(JsonNode sent, JsonNode stored) {
        if (sent.isNumber() && stored.isNumber()) {
            return sameNumber(sent, stored);
        }
        if (sent.getNodeType() != stored.getNodeType() || sent.size() != stored.size()) {
            return false;
        }
        if (sent.isObject()) {
            return sent.properties().stream()
                    .allMatch(member -> {
                        JsonNode other = stored.get(member.getKey());
                        return other != null && same(member.getValue(), other);
                    });
        }
        if (sent.isArray()) {
            for (int place = 0; place < sent.size(); place++) {
                if (!same(sent.get(place), stored.get(place))) {
                    return false;
                }
            }
            return true;
        }
        return sent.equals(stored);
    }

    private static boolean sameNumber(JsonNode sent, JsonNode stored) {
        if (sent.isInt() && stored.isInt()) {
            return sent.intValue() == stored.intValue();
        }
        return sent.decimalValue().compareTo(stored.decimalValue()) == 0;
    }

    private boolean remembered(String sent, String stored) {
        boolean hit = stored.equals(storedOfSent.get(sent));
        trials++;
        hits += hit ? 1 : 0;
        if (trials == TRIALS) {
            remembering = hits >= HITS_OF_TRIALS_MIN;
            trials = 0;
            hits = 0;
            if (!remembering) {
                storedOfSent.clear();
            }
        }
        return hit;
    }

    private void remember(String sent, String stored) {
        int chars = sent.length() + stored.length();
        if (chars > REMEMBERED_CHARS_MAX) {
            return;
        }
        String earlier = storedOfSent.put(sent, stored);
        rememberedChars += earlier == null ? chars : stored.length() - earlier.length();
        Iterator<Map.Entry<String, String>> eldest = storedOfSent.entrySet().iterator();
        while (rememberedChars > REMEMBERED_CHARS_MAX) {
            Map.Entry<String, String> pair = eldest.next();
            rememberedChars -= pair.getKey().length() + pair.getValue().length();
            eldest.remove();
        }
    }
}
