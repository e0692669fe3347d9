// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.PipelineResource;

/**
 * One pipeline in the life of its object: one that is made anew under the same name has another
 * UID.
 */
public record PipelineIdentity(String namespace, String name, String uid) {

    /** That of an object of the API server. */
    public static PipelineIdentity of(PipelineResource pipeline) {
        return new PipelineIdentity(
                pipeline.getMetadata().getNamespace(),
                pipeline.getMetadata().getName(),
                pipeline.getMetadata().getUid());
    }

    /** What people call it. */
    String label() {
        return namespace + "/" + name;
    }
}
