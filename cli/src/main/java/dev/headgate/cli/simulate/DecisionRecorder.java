// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.ScalerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a {@link DecisionLog}, over one that was there. Not for several threads. */
final class DecisionRecorder implements AutoCloseable {

    private final Writer out;

    /** Makes the file and its folder, and writes the settings down. */
    DecisionRecorder(Path file, ScalerSettings settings) throws IOException {
        Files.createDirectories(file.toAbsolutePath().normalize().getParent());
        this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        line(new DecisionLog.Head(settings));
    }

    /** Writes a look down. */
    void record(Observation observation, Decision decision) {
        try {
            line(new DecisionLog.Look(observation, decision));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(Object value) throws IOException {
        out.write(DecisionJson.MAPPER.writeValueAsString(value));
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
