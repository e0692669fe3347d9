// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** The reasons that Kubernetes knows for a refused value. */
final class Reason {

    /** The value is against a rule. */
    static final String INVALID = "FieldValueInvalid";

    /** The value may not stand there, or not change. */
    static final String FORBIDDEN = "FieldValueForbidden";

    /** The value is missing. */
    static final String REQUIRED = "FieldValueRequired";

    private Reason() {}
}
