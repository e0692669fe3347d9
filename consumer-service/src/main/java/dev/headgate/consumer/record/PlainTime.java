// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads times as nearly all senders write them, {@code 2026-11-23T14:03:22Z} with up to nine digits
 * of a second's fraction, many times faster than Java's formatter. What looks otherwise is left to
 * that.
 */
final class PlainTime {

    /** Says that the text has another form, or may be no time at all. */
    static final long OTHER = Long.MIN_VALUE;

    private static final int EPOCH = 1970;
    private static final int FRACTION = 19;
    private static final int DIGITS_MAX = 9;
    private static final int MICRO_DIGITS = 6;
    private static final long MICROS_OF_A_SECOND = 1_000_000;
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";

    private PlainTime() {}

    /** Microseconds since 1970, finer digits cut off; {@link #OTHER} if it cannot say. */
    static long micros(String time) {
        int last = time.length() - 1;
        if (last < FRACTION || time.charAt(last) != 'Z' || !hasShape(time)) {
            return OTHER;
        }
        int year = number(time, 0, 4);
        int month = number(time, 5, 7);
        int day = number(time, 8, 10);
        int hour = number(time, 11, 13);
        int minute = number(time, 14, 16);
        int second = number(time, 17, 19);
        if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59) {
            return OTHER;
        }
        boolean cutsOff = last > FRACTION + 1 + MICRO_DIGITS;
        long fraction = fraction(time, last);
        if (fraction < 0 || (cutsOff && year < EPOCH)) {
            // Before 1970 what is cut off would have to be rounded the other way.
            return OTHER;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        long seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
        return seconds * MICROS_OF_A_SECOND + fraction;
    }

    private static boolean isDate(int year, int month, int day) {
        return year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private static boolean hasShape(String time) {
        for (int i = 0; i < FRACTION; i++) {
            char wanted = SHAPE.charAt(i);
            char found = time.charAt(i);
            if (wanted == 'd' ? !isDigit(found) : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private static long fraction(String time, int end) {
        if (end == FRACTION) {
            return 0;
        }
        int digits = end - FRACTION - 1;
        if (time.charAt(FRACTION) != '.' || digits < 1 || digits > DIGITS_MAX) {
            return -1;
        }
        long micros = 0;
        for (int i = 0; i < Math.max(digits, MICRO_DIGITS); i++) {
            char digit = i < digits ? time.charAt(FRACTION + 1 + i) : '0';
            if (!isDigit(digit)) {
                return -1;
            }
            if (i < MICRO_DIGITS) {
                micros = micros * 10 + (digit - '0');
            }
        }
        return micros;
    }

    private static boolean isDigit(char found) {
        return found >= '0' && found <= '9';
    }

    private static int number(String time, int from, int to) {
        return Integer.parseInt(time, from, to, 10);
    }
}
