// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Scans one JSON text in one pass over its bytes, without a tree and without recursion.
 *
 * <p>Grammar and UTF-8 are checked as in RFC 8259, a breach throws {@link MalformedJson}. What is
 * well formed but cannot be kept (see {@link JsonFinding.Kind}) is collected and scanning goes on,
 * so that one bad event of a batch does not hide the others. Not safe for use by several threads.
 *
 * <p>Implementation note: open containers are bits in {@link #objects}, so nesting costs a bit per
 * level and cannot exhaust a stack. Paths and keys are kept only down to the allowed depth.
 */
public final class JsonScanner {

    /** Findings kept of one value; more would only repeat the lesson. */
    public static final int FINDINGS_MAX = 8;

    private final StringScanner strings;
    private final byte[] bytes;
    private int length;
    private final int depthMax;
    private final BitSet objects = new BitSet();
    private final JsonKeys keys;
    private final int[] keyBases;
    private final JsonPath path;
    private final List<JsonFinding> findings = new ArrayList<>(0);
    private int position;

    /** A scanner at the start of the given bytes. */
    public JsonScanner(byte[] bytes, int length, int depthMax) {
        this.bytes = bytes;
        this.length = length;
        this.depthMax = depthMax;
        this.strings = new StringScanner(bytes, length);
        this.keys = new JsonKeys(bytes);
        this.keyBases = new int[depthMax];
        this.path = new JsonPath(bytes, depthMax);
    }

    /** Goes on with the text that stands there, as if the bytes ended behind it. */
    public void moveTo(int start, int end) {
        position = start;
        length = end;
        strings.endAt(end);
    }

    /** Offset of the next byte. */
    public int position() {
        return position;
    }

    /** The next byte that is no white space, without taking it; -1 at the end. */
    public int peek() {
        while (position < length) {
            byte next = bytes[position];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next & 0xFF;
            }
            position++;
        }
        return -1;
    }

    /** Takes the byte that {@link #peek()} showed. */
    public void take() {
        position++;
    }

    /** Takes one of the structural characters. */
    public void expect(char wanted) throws MalformedJson {
        if (peek() != wanted) {
            throw unexpected("expected '" + wanted + "'");
        }
        position++;
    }

    /** Checks that nothing but white space follows. */
    public void expectEnd() throws MalformedJson {
        if (peek() != -1) {
            throw unexpected("unexpected text after the end of the JSON value");
        }
    }

    /** Takes a string and returns its text. */
    public String string() throws MalformedJson {
        if (peek() != '"') {
            throw unexpected("expected a string");
        }
        scanString(0);
        return strings.text();
    }

    /** Takes any value. */
    public void value() throws MalformedJson {
        int level = 0;
        do {
            int opened = valueOrOpening(level);
            level = opened > level ? opened : closeOrNext(level);
        } while (level > 0);
    }

    /** Findings since the last call, oldest first. */
    public List<JsonFinding> takeFindings() {
        if (findings.isEmpty()) {
            return List.of();
        }
        List<JsonFinding> taken = List.copyOf(findings);
        findings.clear();
        return taken;
    }

    /** An error at the next byte. */
    public MalformedJson unexpected(String reason) {
        return new MalformedJson(
                Math.min(position, length),
                position >= length ? "the JSON text ends too early" : reason);
    }

    /** Takes a scalar or an empty container, or opens a container: then the level is one more. */
    private int valueOrOpening(int level) throws MalformedJson {
        int next = peek();
        if (next != '{' && next != '[') {
            scalar(next, level);
            return level;
        }
        position++;
        boolean object = next == '{';
        open(level, object);
        if (peek() == (object ? '}' : ']')) {
            position++;
            leave(level, object);
            return level;
        }
        if (object) {
            key(level);
        }
        return level + 1;
    }

    /**
     * After a value: closes what ends here, and stands before the next value unless all is closed.
     */
    private int closeOrNext(int level) throws MalformedJson {
        int open = level;
        while (open > 0) {
            boolean object = objects.get(open - 1);
            int next = peek();
            if (next == ',') {
                position++;
                if (object) {
                    key(open - 1);
                } else {
                    path.nextIndex(open - 1);
                }
                return open;
            }
            if (next != (object ? '}' : ']')) {
                throw unexpected(object ? "expected ',' or '}'" : "expected ',' or ']'");
            }
            position++;
            open--;
            leave(open, object);
        }
        return open;
    }

    private void open(int level, boolean object) {
        objects.set(level, object);
        if (level >= depthMax) {
            if (level == depthMax) {
                find(level, JsonFinding.Kind.TOO_DEEP);
            }
            return;
        }
        path.open(level, object);
        if (object) {
            keyBases[level] = keys.enterObject();
        }
    }

    private void leave(int level, boolean object) {
        if (object && level < depthMax) {
            keys.leaveObject(keyBases[level]);
        }
    }

    private void key(int level) throws MalformedJson {
        if (peek() != '"') {
            throw unexpected("expected a key in double quotes");
        }
        int start = position + 1;
        scanString(level);
        if (level < depthMax) {
            path.key(level, start, position - 1);
            if (!keys.add(keyBases[level], strings)) {
                find(level + 1, JsonFinding.Kind.DUPLICATE_KEY);
            }
        }
        expect(':');
    }

    private void scalar(int first, int level) throws MalformedJson {
        switch (first) {
            case '"' -> scanString(level);
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number(level);
        }
    }

    private void scanString(int level) throws MalformedJson {
        position = strings.scan(position);
        if (strings.hasNul()) {
            find(level, JsonFinding.Kind.NUL_CHARACTER);
        }
        if (strings.hasLoneSurrogate()) {
            find(level, JsonFinding.Kind.LONE_SURROGATE);
        }
    }

    private void number(int level) throws MalformedJson {
        NumberScanner number = new NumberScanner(bytes, length);
        position = number.scan(position);
        if (!number.fitsNumeric()) {
            find(level, JsonFinding.Kind.NUMBER_OUT_OF_RANGE);
        }
    }

    private void literal(String word) throws MalformedJson {
        for (int i = 0; i < word.length(); i++) {
            if (position + i >= length || bytes[position + i] != word.charAt(i)) {
                position = Math.min(position + i, length);
                throw unexpected("expected " + word);
            }
        }
        position += word.length();
    }

    private void find(int level, JsonFinding.Kind kind) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(new JsonFinding(path.pointer(level), kind));
        }
    }
}
