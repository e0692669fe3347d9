// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Where a benchmark's servers have their data, until it ends.
 *
 * @param path the folder
 */
record BenchmarkFolder(Path path) implements AutoCloseable {

    static BenchmarkFolder create() throws IOException {
        return new BenchmarkFolder(Files.createTempDirectory("headgate-bench"));
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (var paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
