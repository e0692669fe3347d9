// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

/**
 * How long landed rows are kept.
 *
 * @param days rows that landed more than so many days ago are removed; 0 = none ever
 * @param rowsPerSecondMax rows removed in a second at most
 */
public record RetentionSettings(int days, int rowsPerSecondMax) {

    static RetentionSettings read(SettingsReader reader) {
        return new RetentionSettings(
                (int) reader.number("retention.days", 0, 0, 36_500),
                (int) reader.number("retention.rows-per-second-max", 10_000, 1, 1_000_000));
    }
}
