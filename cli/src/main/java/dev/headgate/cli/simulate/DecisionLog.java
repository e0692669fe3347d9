// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.cli.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an autoscaler saw and decided, as it was written down: a line of JSON for the settings, then
 * one for each look.
 *
 * @param settings that it decided with
 * @param looks in their order, one at least
 */
record DecisionLog(ScalerSettings settings, List<Look> looks) {

    private static final int LOOKS_MAX = 1_000_000;

    /** The first line. */
    record Head(ScalerSettings settings) {}

    /** One look: what was seen, and what was decided. */
    record Look(Observation observation, Decision decision) {}

    DecisionLog {
        looks = List.copyOf(looks);
    }

    /** Reads a log; what is wrong with it is a {@link CommandFailure} that names the line. */
    static DecisionLog read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = lines.readLine();
            if (first == null) {
                throw CommandFailure.invalid(
                        "--replay: %s is empty; make a log with --record.".formatted(file));
            }
            ScalerSettings settings = parsed(file, 1, first, Head.class).settings();
            List<Look> looks = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (looks.size() == LOOKS_MAX) {
                    throw CommandFailure.invalid(
                            "--replay: %s has more than %,d looks; cut it."
                                    .formatted(file, LOOKS_MAX));
                }
                looks.add(parsed(file, looks.size() + 2, line, Look.class));
            }
            if (looks.isEmpty()) {
                throw CommandFailure.invalid(
                        "--replay: %s has settings, but no look at anything.".formatted(file));
            }
            return new DecisionLog(settings, looks);
        } catch (IOException e) {
            throw CommandFailure.invalid(
                    "--replay: %s cannot be read: %s.".formatted(file, e.getMessage()));
        }
    }

    private static <T> T parsed(Path file, int number, String line, Class<T> type) {
        try {
            return DecisionJson.MAPPER.readValue(line, type);
        } catch (JsonProcessingException e) {
            throw CommandFailure.invalid(
                    "--replay: line %d of %s is no line of a decision log: %s"
                            .formatted(number, file, e.getOriginalMessage()));
        }
    }
}
