// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.rule;

/**
 * Why the API server takes a pipeline not.
 *
 * @param path the field, such as {@code spec.topics[0].partitions}
 * @param reason Kubernetes' word for the kind of mistake, or {@code UnknownField}
 */
record Refusal(String path, String reason) {

    static final String UNKNOWN_FIELD = "UnknownField";
}
