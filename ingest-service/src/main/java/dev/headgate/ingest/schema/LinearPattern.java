// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.schema;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;

/**
 * A regular expression whose time grows with the text, and not beyond: no data can make it
 * backtrack. It knows neither look-around nor back references.
 */
record LinearPattern(Pattern pattern) implements RegularExpression {

    static LinearPattern of(String regex) {
        return new LinearPattern(Pattern.compile(regex));
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }
}
