// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import io.helidon.config.Config;
import java.util.List;
import java.util.regex.Pattern;

/** Reads and checks single settings; a breach names the key, the value and what is allowed. */
final class SettingRange {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

    /** What Kubernetes takes: a name of a file that leads nowhere else. */
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?!\\.\\.)(?!\\.$)[-._a-zA-Z0-9]{1,253}");

    private SettingRange() {}

    /** Empty if it is not set. */
    static String text(Config config) {
        return config.asString().orElse("");
    }

    static List<String> texts(Config list) {
        return list.asList(String.class).orElse(List.of());
    }

    static int number(Config config) {
        return number(config, text(config));
    }

    static int number(Config config, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidSettings(
                    "%s is %s: must be a whole number".formatted(config.key(), text));
        }
    }

    /** Helidon takes every word that it does not know as false. */
    static boolean truth(Config config) {
        return switch (text(config)) {
            case "true" -> true;
            case "false" -> false;
            case String text ->
                    throw new InvalidSettings(
                            "%s is %s: must be true or false".formatted(config.key(), text));
        };
    }

    static void check(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidSettings(
                    "operator.%s is %d: must be between %d and %d".formatted(key, value, min, max));
        }
    }

    static void checkNotBlank(String key, String value) {
        if (value.isBlank()) {
            throw new InvalidSettings("operator." + key + " is missing");
        }
    }

    static void checkNamespace(String key, String value) {
        check(key, value, LABEL, "the name of a namespace, of a-z, 0-9 and -");
    }

    static void checkName(String key, String value) {
        check(key, value, SUBDOMAIN, "the name of an object, of a-z, 0-9, - and .");
    }

    static void checkSecretKey(String key, String value) {
        check(key, value, SECRET_KEY, "a key of a Secret, of letters, 0-9, -, _ and .");
    }

    private static void check(String key, String value, Pattern allowed, String what) {
        checkNotBlank(key, value);
        if (!allowed.matcher(value).matches()) {
            throw new InvalidSettings("operator.%s is %s: must be %s".formatted(key, value, what));
        }
    }
}
