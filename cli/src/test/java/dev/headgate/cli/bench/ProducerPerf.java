// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.bench.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Kafka's own producer-perf, with the settings that are best for it. */
final class ProducerPerf {

    private static final int RECORDS = 1_000_000;
    private static final Pattern PRODUCED =
            Pattern.compile(RECORDS + " records sent, ([0-9.]+) records/sec.* ([0-9]+) ms 99th");

    private ProducerPerf() {}

    static Sample run(Path folder, String bootstrapServers, String topic, String value)
            throws IOException, InterruptedException {
        Path payload = Files.writeString(folder.resolve("payload.txt"), value);
        String output =
                Tool.java(
                        "org.apache.kafka.tools.ProducerPerformance",
                        List.of(
                                "--topic",
                                topic,
                                "--num-records",
                                Integer.toString(RECORDS),
                                "--payload-file",
                                payload.toString(),
                                "--throughput",
                                "-1",
                                "--producer-props",
                                "bootstrap.servers=" + bootstrapServers,
                                "acks=all",
                                "enable.idempotence=true",
                                "compression.type=lz4",
                                "batch.size=65536",
                                "linger.ms=1"));
        return new Sample(
                Double.parseDouble(Tool.found(PRODUCED, output, 1)),
                Double.parseDouble(Tool.found(PRODUCED, output, 2)));
    }
}
