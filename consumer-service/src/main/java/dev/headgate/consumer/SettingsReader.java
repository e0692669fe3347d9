// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import io.helidon.config.Config;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads values and remembers what is wrong with them, so that all of it is said at once. */
final class SettingsReader {

    private final Config config;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Config config) {
        this.config = config;
    }

    String required(String key) {
        String value = text(key, "");
        if (value.isEmpty()) {
            problems.add("consumer." + key + " is missing");
        }
        return value;
    }

    String text(String key, String otherwise) {
        return config.get(key).asString().orElse(otherwise).strip();
    }

    long number(String key, long otherwise, long min, long max) {
        String value = text(key, Long.toString(otherwise));
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        problems.add(
                "consumer.%s is %s; it must be a whole number from %d to %d"
                        .formatted(key, value, min, max));
        return otherwise;
    }

    Duration duration(String key, Duration otherwise, Duration max) {
        String value = text(key, otherwise.toString());
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative() && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException _) {
            // Said below.
        }
        problems.add(
                "consumer.%s is %s; it must be a duration such as %s, at most %s"
                        .formatted(key, value, otherwise, max));
        return otherwise;
    }

    /** Durations separated by commas, each longer than nothing. */
    List<Duration> durations(String key, List<Duration> otherwise, Duration max) {
        String standard =
                otherwise.stream().map(Duration::toString).collect(Collectors.joining(","));
        String value = text(key, standard);
        try {
            List<Duration> durations =
                    Arrays.stream(value.split(","))
                            .map(String::strip)
                            .map(Duration::parse)
                            .toList();
            if (durations.stream().allMatch(d -> d.isPositive() && d.compareTo(max) <= 0)) {
                return durations;
            }
        } catch (DateTimeParseException _) {
            // Said below.
        }
        problems.add(
                "consumer.%s is %s; it must be durations such as %s, each at most %s"
                        .formatted(key, value, standard, max));
        return otherwise;
    }

    boolean yesOrNo(String key, boolean otherwise) {
        String value = text(key, Boolean.toString(otherwise));
        if (!value.equals("true") && !value.equals("false")) {
            problems.add("consumer.%s is %s; it must be true or false".formatted(key, value));
        }
        return value.equals("true");
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        String value = text(key, otherwise.name());
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        problems.add(
                "consumer.%s is %s; it must be one of %s"
                        .formatted(key, value, List.of(type.getEnumConstants())));
        return otherwise;
    }

    List<String> names(String key) {
        var names = new ArrayList<String>();
        List<Config> items = config.get(key).asNodeList().orElse(List.of());
        for (int i = 0; i < items.size(); i++) {
            String name = items.get(i).get("name").asString().orElse("").strip();
            if (name.isEmpty()) {
                problems.add("consumer.%s.%d.name is missing".formatted(key, i));
            } else {
                names.add(name);
            }
        }
        if (items.isEmpty()) {
            problems.add("consumer." + key + " is empty; name at least one");
        }
        return names;
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    /** Throws if anything was wrong. */
    void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
