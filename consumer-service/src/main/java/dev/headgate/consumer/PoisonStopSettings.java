// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

/**
 * When poison is taken for a fault of the set-up and stops the line.
 *
 * @param percent share of the latest records that are refused for one cause; 0 = never
 * @param recordsMin fewer records are never judged
 */
public record PoisonStopSettings(int percent, int recordsMin) {

    static PoisonStopSettings read(SettingsReader reader) {
        return new PoisonStopSettings(
                (int) reader.number("poison-stop.percent", 50, 0, 100),
                (int) reader.number("poison-stop.records-min", 100, 1, 100_000));
    }
}
