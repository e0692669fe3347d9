// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

/**
 * Who asks for something to be done; a name for the audit, not a proof.
 *
 * @param name as the caller gives it, printable and bounded
 */
public record Caller(String name) {

    private static final int CHARS_MAX = 128;
    private static final String TOKEN = "token";

    /** Makes a name printable; one who gives none is known by the token alone. */
    public static Caller named(String given) {
        var name = new StringBuilder();
        given.strip()
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.isDefined(c))
                .limit(CHARS_MAX)
                .forEach(name::appendCodePoint);
        return new Caller(name.isEmpty() ? TOKEN : name.toString());
    }
}
