// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest;

import java.util.regex.Pattern;

/**
 * A header of each request. Its value may be a secret and is never shown.
 *
 * @param name token of RFC 9110
 * @param value visible text
 */
public record RequestHeader(String name, String value) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Pattern VISIBLE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]{0,8192}");

    public RequestHeader {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("This is no name of a header: " + name);
        }
        if (!VISIBLE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The value of the header %s has characters that HTTP does not allow, or more than 8192."
                            .formatted(name));
        }
    }

    /** A header as people write it: {@code Name: value}. */
    public static RequestHeader parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "A header is written like 'Authorization: Bearer …', with a colon after its name.");
        }
        return new RequestHeader(text.substring(0, colon), text.substring(colon + 1).strip());
    }

    @Override
    public String toString() {
        return name + ": ***";
    }
}
