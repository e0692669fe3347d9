// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** What labels look like in Kubernetes. */
final class LabelForm {

    /** A label's key, which is also that of an annotation: a name with or without a domain. */
    static final String KEY =
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                    + "[a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$";

    /** A label's value. */
    static final String VALUE = "^([a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?)?$";

    private LabelForm() {}
}
