// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Writes texts of random characters as JSON strings: mostly letters and spaces, among them some
 * beyond ASCII (two to four bytes) and some that JSON escapes.
 */
final class RandomText {

    private static final String COMMON = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ01";
    private static final List<String> RARE =
            List.of("é", "ß", "ø", "д", "中", "€", "😀", "\"", "\\", "\n", "\t", "/");
    private static final int CHOICES = 1 << Byte.SIZE;

    /** Each character as it stands in JSON. */
    private static final byte[][] JSON = new byte[CHOICES][];

    /** The bytes of each character in UTF-8. */
    private static final byte[] SIZES = new byte[CHOICES];

    static {
        for (int i = 0; i < CHOICES; i++) {
            String character =
                    i < RARE.size()
                            ? RARE.get(i)
                            : String.valueOf(COMMON.charAt(i % COMMON.length()));
            String quoted = new BodyBuffer().appendText(character).text();
            JSON[i] = quoted.substring(1, quoted.length() - 1).getBytes(UTF_8);
            SIZES[i] = (byte) character.getBytes(UTF_8).length;
        }
    }

    private RandomText() {}

    /** Appends a text of exactly so many bytes, not counting what JSON adds. */
    static void write(int size, DataDraws draws, BodyBuffer to) {
        to.append('"');
        int left = size;
        long bits = 0;
        for (int taken = 0; left > 0; taken++) {
            bits = taken % Long.BYTES == 0 ? draws.next() : bits >>> Byte.SIZE;
            int choice = (int) bits & (CHOICES - 1);
            if (SIZES[choice] > left) {
                to.append('.');
                left--;
            } else {
                to.append(JSON[choice]);
                left -= SIZES[choice];
            }
        }
        to.append('"');
    }
}
