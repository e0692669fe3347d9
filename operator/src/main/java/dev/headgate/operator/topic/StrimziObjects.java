// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads from Strimzi's objects who manages which topic. A KafkaTopic says by a label which Kafka of
 * its namespace it is for, and that Kafka's status has the id by which brokers know their cluster:
 * so a topic of the same name in another Kafka is nobody's but the pipeline's.
 */
final class StrimziObjects {

    private static final String CLUSTER = "strimzi.io/cluster";
    private static final String MANAGED = "strimzi.io/managed";

    private StrimziObjects() {}

    /** The managers of topics, by the topic's name in Kafka. */
    static Map<String, List<ForeignOwner>> owners(
            List<GenericKubernetesResource> kafkas, List<GenericKubernetesResource> topics) {
        var clusterIds = new HashMap<String, String>();
        for (GenericKubernetesResource kafka : kafkas) {
            text(kafka, "status", "clusterId")
                    .ifPresent(id -> clusterIds.put(key(kafka, kafka.getMetadata().getName()), id));
        }
        var owners = new HashMap<String, List<ForeignOwner>>();
        for (GenericKubernetesResource topic : topics) {
            if (!"false".equals(of(topic.getMetadata().getAnnotations(), MANAGED))) {
                String cluster = of(topic.getMetadata().getLabels(), CLUSTER);
                String name = topic.getMetadata().getName();
                owners.computeIfAbsent(
                                text(topic, "spec", "topicName").orElse(name),
                                _ -> new ArrayList<>())
                        .add(
                                new ForeignOwner(
                                        topic.getMetadata().getNamespace(),
                                        name,
                                        clusterIds.get(key(topic, cluster))));
            }
        }
        return owners;
    }

    private static String key(GenericKubernetesResource object, String kafka) {
        return object.getMetadata().getNamespace() + "/" + kafka;
    }

    private static Optional<String> text(
            GenericKubernetesResource object, String part, String field) {
        return object.getAdditionalProperties().get(part) instanceof Map<?, ?> fields
                        && fields.get(field) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The value of a label or annotation; empty if it is not there. */
    private static String of(Map<String, String> map, String key) {
        return Optional.ofNullable(map).map(each -> each.get(key)).orElse("");
    }
}
