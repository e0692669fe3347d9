// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A contender alone in its process: CONTENDER BATCH SETTINGS; it runs until it is killed. */
public final class ContenderProcess {

    private ContenderProcess() {}

    /** Starts it. */
    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[2]))) {
            properties.load(reader);
        }
        Map<String, String> settings =
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, properties::getProperty));
        var start = new Contender.Start(Integer.parseInt(arguments[1]), false, settings);
        try (var _ = Contender.valueOf(arguments[0]).start(start)) {
            Thread.currentThread().join();
        }
    }
}
