// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/**
 * One thing wrong with a pipeline file, and how to mend it.
 *
 * @param file name of the file as the user gave it
 * @param line line in the file, from 1
 * @param path where in the document, such as {@code spec.topics[0].partitions}; empty for the whole
 *     document
 * @param message what is wrong
 * @param suggestion what to do; empty if the message says it all
 */
public record Violation(String file, int line, String path, String message, String suggestion) {

    /** The form in which terminals and logs show a violation. */
    @Override
    public String toString() {
        var text = new StringBuilder(file).append(':').append(line).append(": ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        text.append(message);
        if (!suggestion.isEmpty()) {
            text.append(" - ").append(suggestion);
        }
        return text.toString();
    }
}
