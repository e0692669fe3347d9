// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules over the numbers of instances and of partitions. */
final class ReplicaRules {

    private static final String CONSUMER = "spec.consumer";
    private static final String AUTOSCALING = "spec.ingest.autoscaling";

    private final RecordReader reader;
    private final Findings findings;

    ReplicaRules(RecordReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    void check() {
        reader.at(AUTOSCALING, IngestAutoscaling.class)
                .ifPresent(scaling ->
                        ordered(AUTOSCALING, scaling.minReplicas(), scaling.maxReplicas()));
        Optional<ConsumerSpec> consumer = reader.at(CONSUMER, ConsumerSpec.class);
        consumer.ifPresent(spec -> {
            ordered(CONSUMER, spec.minReplicas(), spec.maxReplicas());
            atMost(spec);
        });
        List<?> topics = reader.at("spec.topics", List.class).orElse(List.of());
        if (consumer.isPresent() && !topics.isEmpty()) {
            fitPartitions(consumer.get(), topics.stream().map(TopicSpec.class::cast).toList());
        }
    }

    private void ordered(String path, int min, @Nullable Integer max) {
        if (max != null && max < min) {
            findings.add(
                    path + ".maxReplicas",
                    "is %d, less than minReplicas (%d)".formatted(max, min),
                    "");
        }
    }

    private void atMost(ConsumerSpec consumer) {
        Integer max = consumer.maxReplicas();
        if (max != null && counts(consumer) && consumer.replicas() > max) {
            findings.add(
                    CONSUMER + ".replicas",
                    "is %d, more than maxReplicas (%d)".formatted(consumer.replicas(), max),
                    "");
        }
    }

    /** Whether {@code replicas} means anything. */
    private static boolean counts(ConsumerSpec consumer) {
        return consumer.scaling().mode() != ScalingMode.Auto;
    }

    private void fitPartitions(ConsumerSpec consumer, List<TopicSpec> topics) {
        long partitions = topics.stream().mapToLong(TopicSpec::partitions).sum();
        long partitionsMax = topics.stream().mapToLong(TopicSpec::partitionsMax).sum();
        fits("minReplicas", consumer.minReplicas(), partitions);
        Integer max = consumer.maxReplicas();
        if (max != null) {
            fits("maxReplicas", max, partitionsMax);
        }
        if (counts(consumer)) {
            fits("replicas", consumer.replicas(), partitionsMax);
        }
    }

    private void fits(String field, int replicas, long partitions) {
        if (replicas > partitions) {
            findings.add(
                    CONSUMER + "." + field,
                    "is %d, more than the topics have partitions (%d)"
                            .formatted(replicas, partitions),
                    "a consumer without a partition has no work");
        }
    }
}
