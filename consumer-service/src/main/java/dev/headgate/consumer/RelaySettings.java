// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.time.Duration;

/**
 * How dead letters get from the table into their topics.
 *
 * @param enabled whether they do
 * @param recordsMax dead letters in flight at once
 * @param bytesMax bytes of them in flight at once; a record that is larger leaves its value behind
 * @param pollInterval time between two looks for dead letters that are not published
 * @param backoffMax longest wait between two attempts while Kafka or a topic is away
 */
public record RelaySettings(
        boolean enabled, int recordsMax, int bytesMax, Duration pollInterval, Duration backoffMax) {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    static RelaySettings read(SettingsReader reader) {
        return new RelaySettings(
                reader.yesOrNo("relay.enabled", true),
                (int) reader.number("relay.records-max", 500, 1, 10_000),
                (int) reader.number("relay.bytes-max", 16 << 20, 1 << 20, 256 << 20),
                pollInterval(reader),
                reader.duration("relay.backoff-max", Duration.ofSeconds(30), LONGEST));
    }

    /** Never without a pause, whatever the setting says. */
    private static Duration pollInterval(SettingsReader reader) {
        Duration least = Duration.ofMillis(10);
        Duration asked =
                reader.duration(
                        "relay.poll-interval", Duration.ofSeconds(1), Duration.ofMinutes(1));
        return asked.compareTo(least) < 0 ? least : asked;
    }
}
