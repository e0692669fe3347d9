// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** Where a value of an explained pipeline comes from. */
public enum ValueOrigin {
    /** The file says so. */
    File,
    /** It is the default, written out or not. */
    Default,
    /** The field is absent, and something else decides. */
    Derived
}
