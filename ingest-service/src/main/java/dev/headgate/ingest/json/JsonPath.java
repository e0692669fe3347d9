// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

/** Where the scanner is: per open container the current key or index. Text is made on demand. */
final class JsonPath {

    private static final int SEGMENT_CHARS_MAX = 128;
    private static final int INDEX = -1;
    private static final int NO_KEY_YET = -2;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] ends;

    JsonPath(byte[] bytes, int depthMax) {
        this.bytes = bytes;
        this.starts = new int[depthMax];
        this.ends = new int[depthMax];
    }

    void open(int level, boolean object) {
        starts[level] = object ? NO_KEY_YET : INDEX;
        ends[level] = 0;
    }

    void key(int level, int start, int end) {
        starts[level] = start;
        ends[level] = end;
    }

    void nextIndex(int level) {
        if (level < ends.length) {
            ends[level]++;
        }
    }

    /** RFC 6901 pointer through the given number of open containers. */
    String pointer(int levels) {
        var pointer = new StringBuilder();
        for (int i = 0; i < Math.min(levels, starts.length); i++) {
            switch (starts[i]) {
                case INDEX -> pointer.append('/').append(ends[i]);
                case NO_KEY_YET -> {}
                default -> append(pointer, JsonText.decode(bytes, starts[i], ends[i]));
            }
        }
        return pointer.toString();
    }

    private static void append(StringBuilder pointer, String key) {
        String shown =
                key.length() > SEGMENT_CHARS_MAX ? key.substring(0, SEGMENT_CHARS_MAX) + "…" : key;
        pointer.append('/').append(shown.replace("~", "~0").replace("/", "~1"));
    }
}
