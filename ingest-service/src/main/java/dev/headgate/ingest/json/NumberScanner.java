// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

/** Scans one number and says whether PostgreSQL's numeric can hold it. */
final class NumberScanner {

    /** PostgreSQL: most digits before the decimal point. */
    private static final int INTEGER_DIGITS_MAX = 131_072;

    /** PostgreSQL: most digits after the decimal point. */
    private static final int FRACTION_DIGITS_MAX = 16_383;

    /** Beyond this an exponent decides alone, whatever the digits; keeps the sums inside an int. */
    private static final int EXPONENT_MAX = 100_000_000;

    private final byte[] bytes;
    private final int length;
    private int integerDigits;
    private int fractionDigits;
    private int leadingZeros;
    private boolean zero = true;
    private int exponent;

    NumberScanner(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** Scans from the first byte of a number; returns the offset behind it. */
    int scan(int start) throws MalformedJson {
        int at = start;
        if (byteAt(at) == '-') {
            at++;
        }
        int first = at;
        at = digits(at, start == at ? "expected a JSON value" : "expected a digit after '-'");
        integerDigits = at - first;
        if (integerDigits > 1 && bytes[first] == '0') {
            throw new MalformedJson(first, "a number cannot begin with 0 and another digit");
        }
        if (byteAt(at) == '.') {
            int fraction = at + 1;
            at = digits(fraction, "expected a digit after the decimal point");
            fractionDigits = at - fraction;
        }
        int letter = byteAt(at);
        return letter == 'e' || letter == 'E' ? exponent(at + 1) : at;
    }

    /**
     * Whether numeric can hold it. As in PostgreSQL the digits after the point count as written,
     * also zeros: 0.0 with an exponent of -16383 has one too many.
     */
    boolean fitsNumeric() {
        if (fractionDigits - exponent > FRACTION_DIGITS_MAX) {
            return false;
        }
        int digitsBeforePoint = zero ? exponent : integerDigits - leadingZeros + exponent;
        return digitsBeforePoint <= INTEGER_DIGITS_MAX;
    }

    private int exponent(int start) throws MalformedJson {
        int sign = byteAt(start);
        int at = sign == '+' || sign == '-' ? start + 1 : start;
        int first = at;
        while (isDigit(byteAt(at))) {
            exponent = Math.min(EXPONENT_MAX, exponent * 10 + (bytes[at] - '0'));
            at++;
        }
        if (at == first) {
            throw tooShort(at, "expected a digit in the exponent");
        }
        if (sign == '-') {
            exponent = -exponent;
        }
        return at;
    }

    private int digits(int start, String otherwise) throws MalformedJson {
        int at = start;
        while (isDigit(byteAt(at))) {
            if (zero) {
                if (bytes[at] == '0') {
                    leadingZeros++;
                } else {
                    zero = false;
                }
            }
            at++;
        }
        if (at == start) {
            throw tooShort(at, otherwise);
        }
        return at;
    }

    private MalformedJson tooShort(int at, String otherwise) {
        return new MalformedJson(at, at >= length ? "the JSON text ends too early" : otherwise);
    }

    private int byteAt(int at) {
        return at < length ? bytes[at] : -1;
    }

    private static boolean isDigit(int value) {
        return value >= '0' && value <= '9';
    }
}
