// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

/**
 * One pipeline in the life of its object: one that is made anew under the same name has another
 * UID.
 */
public record PipelineIdentity(String namespace, String name, String uid) {

    /** What people call it. */
    String label() {
        return namespace + "/" + name;
    }
}
