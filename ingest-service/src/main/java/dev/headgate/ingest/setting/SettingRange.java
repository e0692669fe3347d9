// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import java.time.Duration;

/** Checks of single settings; a breach names the key, the value and what is allowed. */
final class SettingRange {

    private SettingRange() {}

    static void check(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidSettings(
                    "ingest.%s is %d: must be between %d and %d".formatted(key, value, min, max));
        }
    }

    static void check(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new InvalidSettings(
                    "ingest.%s is %s: must be between %s and %s".formatted(key, value, min, max));
        }
    }

    static void checkNotBlank(String key, String value) {
        if (value.isBlank()) {
            throw new InvalidSettings("ingest." + key + " is missing");
        }
    }
}
