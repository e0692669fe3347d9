// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.PipelineResource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The annotations of a pipeline that allow what cannot be undone; each a list with commas. */
public final class TopicAnnotations {

    /** Names the topics that may be deleted with the pipeline. */
    public static final String DELETE_TOPICS = "headgate.dev/delete-topics";

    /** Names, by Kafka's id, the topics that may take the place of ones that are gone. */
    public static final String ACCEPT_TOPICS = "headgate.dev/accept-topics";

    private TopicAnnotations() {}

    /** What an annotation of a pipeline lists; nothing if it is not there. */
    public static Set<String> listed(PipelineResource pipeline, String annotation) {
        Map<String, String> all = pipeline.getMetadata().getAnnotations();
        return all == null ? Set.of() : listed(all, annotation);
    }

    /** What an annotation lists; nothing if it is not there. */
    public static Set<String> listed(Map<String, String> annotations, String annotation) {
        return Arrays.stream(annotations.getOrDefault(annotation, "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
