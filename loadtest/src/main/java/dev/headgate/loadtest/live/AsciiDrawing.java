// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

/** A panel for terminals that show ASCII only, as they do where no locale is set. */
final class AsciiDrawing {

    private static final String FROM = "━─▁▂▃▄▅▆▇█µ";
    private static final String TO = "=-__.-=+*#u";

    private AsciiDrawing() {}

    /** The text with each character that ASCII lacks replaced by one that looks alike. */
    static String of(String text) {
        var ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            int known = FROM.indexOf(character);
            ascii.append(known >= 0 ? TO.charAt(known) : character < 0x80 ? character : '?');
        }
        return ascii.toString();
    }
}
