// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.arrival;

import dev.headgate.loadtest.arrival.ArrivalSchedule.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rates as people write them: {@code 200}, {@code 10000/m}, a ramp {@code 100..2000}, steps {@code
 * 100,500,1000}, a spike {@code 2000@30s+5s}, and a recorded file of seconds and rates. What cannot
 * be read is an {@link IllegalArgumentException} with a sentence for the user.
 */
public final class ArrivalText {

    private static final Pattern RATE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(k?)(?:/([smh]))?");
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");
    private static final Pattern SPIKE = Pattern.compile("([^@+]+)@([^@+]+)\\+([^@+]+)");
    private static final int RECORDED_LINES_MAX = 1_000_000;

    private ArrivalText() {}

    /** The schedule of {@code --rate}. */
    public static ArrivalSchedule schedule(String text, Duration duration) {
        String rates = text.strip();
        if (rates.contains("..")) {
            String[] ends = rates.split("\\.\\.", -1);
            if (ends.length != 2) {
                throw unreadable(text);
            }
            return ArrivalSchedule.ramp(rate(ends[0]), rate(ends[1]), duration);
        }
        if (rates.contains(",")) {
            List<Double> steps =
                    Arrays.stream(rates.split(",", -1)).map(ArrivalText::rate).toList();
            return ArrivalSchedule.steps(steps, duration);
        }
        return ArrivalSchedule.constant(rate(rates), duration);
    }

    /** A schedule with the spike of {@code --spike}: rate, {@code @} when, {@code +} how long. */
    public static ArrivalSchedule withSpike(ArrivalSchedule schedule, String text) {
        Matcher spike = SPIKE.matcher(text.strip());
        if (!spike.matches()) {
            throw new IllegalArgumentException(
                    "A spike is written like 2000@30s+5s (rate, when, how long), not " + text);
        }
        return schedule.withSpike(
                rate(spike.group(1)), duration(spike.group(2)), duration(spike.group(3)));
    }

    /**
     * The schedule of a recording: lines {@code second,rate}, ascending; each rate holds until the
     * next line's second, the last one for one second. A first line without numbers is a heading.
     */
    public static ArrivalSchedule recorded(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() > RECORDED_LINES_MAX) {
            throw new IllegalArgumentException(
                    "%s has more than %,d lines".formatted(file, RECORDED_LINES_MAX));
        }
        var samples = new ArrayList<double[]>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || (i == 0 && !Character.isDigit(line.charAt(0)))) {
                continue;
            }
            samples.add(sample(line, file + ":" + (i + 1)));
        }
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < samples.size(); i++) {
            double[] sample = samples.get(i);
            double end = i + 1 < samples.size() ? samples.get(i + 1)[0] : sample[0] + 1;
            if (end <= sample[0]) {
                throw new IllegalArgumentException(
                        "%s: second %s is followed by %s; seconds must ascend"
                                .formatted(file, sample[0], end));
            }
            pieces.add(new Piece(end - sample[0], sample[1], sample[1]));
        }
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException(file + " has no line like 0,200 (second,rate)");
        }
        return ArrivalSchedule.of(pieces);
    }

    /** Requests a second: a number, {@code k} for thousands, and {@code /m} or {@code /h}. */
    public static double rate(String text) {
        Matcher rate = RATE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!rate.matches()) {
            throw unreadable(text);
        }
        double value = Double.parseDouble(rate.group(1)) * (rate.group(2).isEmpty() ? 1 : 1000);
        String per = rate.group(3);
        if (per == null) {
            return value;
        }
        return switch (per) {
            case "m" -> value / 60;
            case "h" -> value / 3600;
            default -> value;
        };
    }

    /** A duration: a number with {@code ms}, {@code s}, {@code m} or {@code h}. */
    public static Duration duration(String text) {
        Matcher duration = DURATION.matcher(text.strip());
        if (!duration.matches()) {
            throw new IllegalArgumentException(
                    "A duration is written like 500ms, 90s, 5m or 1h, not " + text);
        }
        double nanosEach =
                switch (duration.group(2)) {
                    case "ms" -> 1e6;
                    case "m" -> 60e9;
                    case "h" -> 3600e9;
                    default -> 1e9;
                };
        return Duration.ofNanos((long) (Double.parseDouble(duration.group(1)) * nanosEach));
    }

    private static double[] sample(String line, String place) {
        String[] fields = line.split(",", -1);
        try {
            if (fields.length >= 2) {
                return new double[] {
                    Double.parseDouble(fields[0].strip()), Double.parseDouble(fields[1].strip())
                };
            }
        } catch (NumberFormatException _) {
            // Said below, as for a line with one field.
        }
        throw new IllegalArgumentException(
                "%s: a line is second,rate, like 0,200, not %s".formatted(place, line));
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "A rate is written like 200, 10000/m, 100..2000 or 100,500,1000, not " + text);
    }
}
