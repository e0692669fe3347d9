// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service whose temporary folder cannot hold native code. */
class NativeCompressionIT {

    @TempDir static Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd"})
    void sendsWithLz4AndSaysSoWhereNativeCodeDoesNotLoad(String compression) throws Exception {
        Path noFolder = Files.createTempFile(folder, "no", ".folder");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve(compression), 0)) {
            IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
            Map<String, String> settings =
                    IngestFixture.settings(kafka.bootstrapServers(), "orders");
            settings.put("ingest.kafka.producer.compression.type", compression);
            try (IngestProcess service =
                            IngestProcess.start(folder, settings, "-Djava.io.tmpdir=" + noFolder);
                    var connection = new RawHttp(service.port())) {
                RawHttp.Answer answer =
                        connection.exchange(
                                RawHttp.post("/v1/events", "{\"type\":\"t\",\"data\":1}"));

                assertThat(answer.status()).isEqualTo(202);
                assertThat(StoredRecords.of(kafka.bootstrapServers(), "orders")).hasSize(1);
                assertThat(service.output())
                        .contains(
                                "compression.type is "
                                        + compression
                                        + ", but its native code cannot be loaded from "
                                        + noFolder
                                        + ": using lz4");
            }
        }
    }
}
