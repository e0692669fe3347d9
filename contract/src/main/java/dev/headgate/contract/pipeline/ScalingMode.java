// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** Who decides how many consumers run on a cluster. */
public enum ScalingMode {
    /** The platform, so that the latency objective is kept. */
    Auto,
    /** The pipeline's {@code replicas}; the platform says what it would do. */
    Recommend,
    /** The pipeline's {@code replicas}. */
    Manual
}
