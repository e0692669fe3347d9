// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.util.List;

/** Settings that cannot be worked with; the message is a list of sentences for people. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says all of them. */
    public SettingsException(List<String> problems) {
        super(String.join("; ", problems));
    }

    SettingsException(String problem) {
        this(List.of(problem));
    }
}
