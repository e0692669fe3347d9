// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/**
 * One field of a pipeline as {@code headgate explain} shows it.
 *
 * @param path where in the document, such as {@code spec.topics[0].partitions}
 * @param value the value in effect, as YAML
 * @param origin where the value comes from
 * @param allowed the values that are allowed; empty if the type says it all
 * @param description what the field means
 */
public record ExplainedField(
        String path, String value, ValueOrigin origin, String allowed, String description) {}
