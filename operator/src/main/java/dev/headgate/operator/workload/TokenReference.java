// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

/**
 * Where the token for the consumers' dead letters is: a key of a Secret that lies in each
 * pipeline's namespace. The operator never reads it.
 *
 * @param secret name of the Secret
 * @param key what of it is the token
 */
public record TokenReference(String secret, String key) {}
