// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pipeline shall do: its topics, its front door, its way into the database. */
@ValidationRule(
        value =
                "self.topics.all(a, self.topics.exists_one(b,"
                        + " a.name.replace('.', '_') == b.name.replace('.', '_')))",
        message =
                "two topics differ only in '.' and '_', which Kafka takes for the same in metric names",
        reason = Reason.INVALID,
        fieldPath = ".topics")
@ValidationRule(
        value = "self.topics.all(a, !self.topics.exists(b, a.name == 'dlq.' + b.name))",
        message = "a topic has the name of another one's dead-letter topic: choose another name",
        reason = Reason.INVALID,
        fieldPath = ".topics")
@ValidationRule(
        value =
                "self.topics.all(a, self.topics.all(b, a.name >= b.name ||"
                        + " !sets.intersects(a.eventTypes, b.eventTypes)))",
        message =
                "an event-type pattern is on two topics: a topic without eventTypes takes *, so list"
                        + " the eventTypes of the others",
        reason = Reason.INVALID,
        fieldPath = ".topics")
@ValidationRule(
        value = "oldSelf.topics.all(o, self.topics.exists(n, n.name == o.name))",
        message = "a topic of the pipeline is gone or renamed: its events would be left behind",
        reason = Reason.FORBIDDEN,
        fieldPath = ".topics")
@ValidationRule(
        value = "self.consumer.minReplicas <= self.topics.map(t, t.partitions).sum()",
        message =
                "minReplicas is more than the topics have partitions: a consumer without a partition"
                        + " has no work",
        reason = Reason.INVALID,
        fieldPath = ".consumer.minReplicas")
@ValidationRule(
        value =
                "!has(self.consumer.maxReplicas) || self.consumer.maxReplicas <= self.topics.map(t,"
                        + " has(t.maxPartitions) ? t.maxPartitions : t.partitions).sum()",
        message =
                "maxReplicas is more than the topics may have partitions: a consumer without a"
                        + " partition has no work",
        reason = Reason.INVALID,
        fieldPath = ".consumer.maxReplicas")
@ValidationRule(
        value =
                "self.consumer.scaling.mode == 'Auto' || self.consumer.replicas <= self.topics.map(t,"
                        + " has(t.maxPartitions) ? t.maxPartitions : t.partitions).sum()",
        message =
                "replicas is more than the topics may have partitions: a consumer without a partition"
                        + " has no work",
        reason = Reason.INVALID,
        fieldPath = ".consumer.replicas")
public record PipelineSpec(
        @Required
                @Size(min = 1, max = 32)
                @JsonPropertyDescription("The Kafka topics, each with the event types it takes.")
                List<TopicSpec> topics,
        @Default("{}") @JsonPropertyDescription("How events are accepted over HTTP.")
                IngestSpec ingest,
        @Default("{}") @JsonPropertyDescription("How events reach PostgreSQL, and how soon.")
                ConsumerSpec consumer,
        @JsonPropertyDescription(
                        "The pipeline's own Kafka. Omitted: that of the operator's settings. On a cluster"
                                + " only; elsewhere HEADGATE_KAFKA names it.")
                @Nullable KafkaConnection kafka,
        @JsonPropertyDescription(
                        "The pipeline's own PostgreSQL. Omitted: the Secret that the operator's settings"
                                + " name. On a cluster only; elsewhere HEADGATE_DATABASE_URL names it.")
                @Nullable DatabaseConnection database,
        @Default("false")
                @JsonPropertyDescription(
                        "Whether the consumers stand still. Ingest goes on accepting events, which wait in"
                                + " Kafka for at most retentionHours. On a cluster only.")
                boolean paused,
        @Default("Automatic")
                @JsonPropertyDescription(
                        "When a new version of the operator changes the services: Automatic (at once) or"
                                + " Manual (with the next change of the pipeline; the status says that one"
                                + " is pending). On a cluster only.")
                UpdateStrategy updateStrategy) {

    public PipelineSpec {
        topics = List.copyOf(topics);
    }

    /** Number of partitions of all topics together: no more consumers than this can work. */
    public int partitions() {
        return topics.stream().mapToInt(TopicSpec::partitions).sum();
    }

    /** Most consumers that the platform may ask for. */
    public int consumersMax() {
        int most = consumer.maxReplicas() == null ? partitionsMax() : consumer.maxReplicas();
        return Math.max(most, consumer.minReplicas());
    }

    /** Most partitions that all topics together may come to have. */
    public int partitionsMax() {
        return topics.stream().mapToInt(TopicSpec::partitionsMax).sum();
    }
}
