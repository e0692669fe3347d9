// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

/** Settings with which the operator does not start; the message says which and why. */
public final class InvalidSettings extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** With a sentence that names the key. */
    InvalidSettings(String message) {
        super(message);
    }
}
