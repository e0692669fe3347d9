// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

/**
 * Who may look at dead letters over HTTP, and change them.
 *
 * @param tokenFile file with the token that opens the API; empty = it stays closed
 */
public record LetterAccessSettings(String tokenFile) {

    static LetterAccessSettings read(SettingsReader reader) {
        return new LetterAccessSettings(reader.text("dead-letters.token-file", ""));
    }
}
