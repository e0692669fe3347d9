// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of a file with one JSON object a line; event n carries line n modulo their number. */
public final class NdjsonSource implements EventSource {

    /** Largest file in bytes; all of it is kept in memory. */
    public static final int BYTES_MAX = 64 * 1024 * 1024;

    private final List<NdjsonEvent> events;

    private NdjsonSource(List<NdjsonEvent> events) {
        this.events = List.copyOf(events);
    }

    /** Reads a file; the first line that is wrong is named. */
    public static NdjsonSource read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new WorkloadException(
                        "%s: is larger than %,d bytes; use a part of it."
                                .formatted(file, BYTES_MAX));
            }
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new WorkloadException(file + ": there is no such file; check its name.", e);
        } catch (IOException e) {
            throw new WorkloadException(file + ": cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Reads a file's content; the name stands in the sentences. */
    static NdjsonSource parse(String name, byte[] content) {
        var events = new ArrayList<NdjsonEvent>();
        var json = new JsonFactory();
        int number = 1;
        for (int start = 0; start < content.length; number++) {
            int end = endOfLine(content, start);
            byte[] line = Arrays.copyOfRange(content, start, end);
            if (!isBlank(line)) {
                events.add(event(json, line, name + ":" + number));
            }
            start = end + 1;
        }
        if (events.isEmpty()) {
            throw new WorkloadException(
                    name + ": has no event; write one JSON object with type and data a line.");
        }
        return new NdjsonSource(events);
    }

    private static NdjsonEvent event(JsonFactory json, byte[] line, String place) {
        try {
            return new NdjsonLine(json, line).read();
        } catch (JsonProcessingException e) {
            throw new WorkloadException(
                    place + ": is not JSON: " + e.getOriginalMessage() + "; correct it.", e);
        } catch (NdjsonLine.WrongLine e) {
            throw new WorkloadException(place + ": " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new WorkloadException(place + ": cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static int endOfLine(byte[] content, int start) {
        int end = start;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    /** How many events the file has. */
    public int size() {
        return events.size();
    }

    @Override
    public String type(EventNumbers numbers) {
        return event(numbers).type();
    }

    @Override
    public @Nullable String key(EventNumbers numbers) {
        return event(numbers).key();
    }

    @Override
    public void data(EventNumbers numbers, BodyBuffer to) {
        to.append(event(numbers).data());
    }

    private NdjsonEvent event(EventNumbers numbers) {
        return events.get((int) (numbers.index() % events.size()));
    }
}
