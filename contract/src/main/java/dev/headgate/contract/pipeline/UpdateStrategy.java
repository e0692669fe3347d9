// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** When a new version of the platform reaches the services of a pipeline. */
public enum UpdateStrategy {
    /** As soon as the operator has it. */
    Automatic,
    /** When the pipeline is changed next; until then its status says what is pending. */
    Manual
}
