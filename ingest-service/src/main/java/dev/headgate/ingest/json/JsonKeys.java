// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys of all open objects, as ranges of bytes on one stack. Small objects are compared by hash
 * and bytes; a large one moves into a set of strings, whose worst case stays bounded when somebody
 * chooses keys with equal hashes.
 */
final class JsonKeys {

    private static final int SMALL_OBJECT_KEYS_MAX = 16;

    private final byte[] bytes;
    private final Map<Integer, Set<String>> largeObjects = new HashMap<>(0);
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int[] hashes = new int[16];
    private boolean[] escapes = new boolean[16];
    private int top;

    JsonKeys(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Begins an object; returns its base, to be given back in the other calls. */
    int enterObject() {
        // A slot between objects keeps the bases of nested objects apart while both are empty.
        reserve();
        return ++top;
    }

    void leaveObject(int base) {
        if (!largeObjects.isEmpty()) {
            largeObjects.remove(base);
        }
        top = base - 1;
    }

    /** Adds the key just scanned; false if the object has it already. */
    boolean add(int base, StringScanner key) {
        Set<String> large = largeObjects.isEmpty() ? null : largeObjects.get(base);
        if (large != null) {
            return large.add(key.text());
        }
        if (top - base >= SMALL_OBJECT_KEYS_MAX) {
            return moveToSet(base).add(key.text());
        }
        for (int i = base; i < top; i++) {
            if (hashes[i] == key.hash() && same(i, key)) {
                return false;
            }
        }
        reserve();
        starts[top] = key.start();
        ends[top] = key.end();
        hashes[top] = key.hash();
        escapes[top] = key.escaped();
        top++;
        return true;
    }

    private Set<String> moveToSet(int base) {
        var large = new HashSet<String>();
        for (int i = base; i < top; i++) {
            large.add(JsonText.decode(bytes, starts[i], ends[i]));
        }
        largeObjects.put(base, large);
        return large;
    }

    private boolean same(int i, StringScanner key) {
        if (escapes[i] || key.escaped()) {
            return JsonText.decode(bytes, starts[i], ends[i]).equals(key.text());
        }
        return Arrays.equals(bytes, starts[i], ends[i], bytes, key.start(), key.end());
    }

    private void reserve() {
        if (top + 1 >= starts.length) {
            int size = starts.length * 2;
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
            hashes = Arrays.copyOf(hashes, size);
            escapes = Arrays.copyOf(escapes, size);
        }
    }
}
