// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerTelemetryTest {

    static final ConsumerTelemetry EXAMPLE =
            new ConsumerTelemetry(
                    ConsumerTelemetry.SCHEMA_VERSION,
                    "default",
                    "orders",
                    "consumer-1f0c9a3e",
                    "2026-03-01T10:00:00.120Z",
                    "2026-03-01T10:00:01.020Z",
                    "2026-03-01T10:05:01.020Z",
                    300.0,
                    4,
                    1_200_000,
                    1_199_990,
                    4,
                    6,
                    0,
                    1_310,
                    41.207,
                    98.114,
                    0,
                    0,
                    0,
                    List.of(),
                    2,
                    List.of(
                            new PartitionTelemetry(
                                    "orders",
                                    0,
                                    PartitionTelemetry.State.Running,
                                    null,
                                    null,
                                    null,
                                    17L,
                                    600_000L,
                                    600_120L,
                                    120L,
                                    120,
                                    34_800,
                                    "2026-03-01T10:05:00.980Z",
                                    600_000L,
                                    null),
                            new PartitionTelemetry(
                                    "orders",
                                    1,
                                    PartitionTelemetry.State.Claiming,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    0,
                                    0,
                                    null,
                                    null,
                                    null)));

    @Test
    void staysTheSameThroughJson() {
        assertThat(ConsumerTelemetry.fromJson(EXAMPLE.toJson())).contains(EXAMPLE);
    }

    @Test
    void leavesUnreadWhatANewerConsumerAdds() {
        String newer = json().replaceFirst("\\{", "{\"added\":{\"later\":[1]},");

        assertThat(ConsumerTelemetry.fromJson(newer.getBytes(UTF_8))).contains(EXAMPLE);
    }

    @Test
    void readsWhatAnOlderConsumerTellsWithoutWhatWasAddedSince() {
        String older = json().replace("\"unpublishedLetters\":0,\"replaysUnderWay\":0,", "");

        assertThat(older).isNotEqualTo(json());
        assertThat(read(older))
                .hasValueSatisfying(told -> {
                    assertThat(told.unpublishedLetters()).isNull();
                    assertThat(told.replaysUnderWay()).isNull();
                    assertThat(told.partitions()).isEqualTo(EXAMPLE.partitions());
                });
    }

    @Test
    void isNothingIfItIsOfAnotherVersionOrIncomplete() {
        assertThat(read(json().replace("\"schemaVersion\":1", "\"schemaVersion\":2"))).isEmpty();
        assertThat(read(json().replace("\"busySeconds\":41.207,", ""))).isEmpty();
        assertThat(read(json().replace("41.207", "null"))).isEmpty();
        assertThat(read("not JSON")).isEmpty();
        assertThat(read("null")).isEmpty();
    }

    private static java.util.Optional<ConsumerTelemetry> read(String json) {
        return ConsumerTelemetry.fromJson(json.getBytes(UTF_8));
    }

    private static String json() {
        return new String(EXAMPLE.toJson(), UTF_8);
    }
}
