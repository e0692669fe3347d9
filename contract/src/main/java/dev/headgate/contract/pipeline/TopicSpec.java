// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Kafka topic of a pipeline and the event types that go there. */
@ValidationRule(
        value = "!self.name.startsWith('__')",
        message = "begins with __, as Kafka's internal topics do: choose another name",
        reason = Reason.INVALID,
        fieldPath = ".name")
@ValidationRule(
        value = "!self.name.startsWith('refused.')",
        message = "begins with refused., as topics of refused events do: choose another name",
        reason = Reason.INVALID,
        fieldPath = ".name")
@ValidationRule(
        value = "self.eventTypes.all(a, self.eventTypes.exists_one(b, a == b))",
        message = "an event-type pattern stands there twice",
        reason = Reason.INVALID,
        fieldPath = ".eventTypes")
@ValidationRule(
        value = "self.partitions >= oldSelf.partitions",
        message = "partitions never decrease: Kafka cannot remove one without losing its records",
        reason = Reason.FORBIDDEN,
        fieldPath = ".partitions")
@ValidationRule(
        value =
                "has(self.replicationFactor) == has(oldSelf.replicationFactor) &&"
                        + " (!has(self.replicationFactor) ||"
                        + " self.replicationFactor == oldSelf.replicationFactor)",
        message =
                "replicationFactor cannot change once the pipeline is made: move the partitions with"
                        + " Kafka's own tools",
        reason = Reason.FORBIDDEN,
        fieldPath = ".replicationFactor")
@ValidationRule(
        value = "!has(self.maxPartitions) || self.maxPartitions >= self.partitions",
        message = "maxPartitions is less than partitions",
        reason = Reason.INVALID,
        fieldPath = ".maxPartitions")
@ValidationRule(
        value = "self.partitionGrowth != 'Unkeyed' || self.partitionBy == 'None'",
        message =
                "Unkeyed needs partitionBy: None, since a key may move when partitions are added:"
                        + " DrainThenGrow keeps the order of each key",
        reason = Reason.INVALID,
        fieldPath = ".partitionGrowth")
@ValidationRule(
        value = "!has(self.configs) || !self.configs.exists(key, key in " + OwnedConfigs.CEL + ")",
        message =
                "a setting is among those that the platform decides itself: cleanup.policy,"
                        + " max.message.bytes, min.insync.replicas, retention.ms,"
                        + " unclean.leader.election.enable",
        reason = Reason.FORBIDDEN,
        fieldPath = ".configs")
public record TopicSpec(
        @Required
                // 249 is Kafka's limit; the topic for refused events has "refused." before its
                // name.
                @Size(min = 1, max = 241)
                @Pattern("^[a-zA-Z0-9_-][a-zA-Z0-9._-]*$")
                @JsonPropertyDescription(
                        "Topic name in Kafka: letters, digits, dots, underscores and dashes. Cannot change, and"
                                + " a topic cannot leave the list, once the pipeline is made.")
                String name,
        @Default("[\"*\"]")
                @Size(min = 1, max = 32)
                @JsonPropertyDescription(
                        "Event types routed here: a literal, or a prefix followed by one * at the end."
                                + " The most specific pattern of all topics wins; * alone takes"
                                + " whatever no other pattern matches.")
                List<@Size(min = 1, max = 256) @Pattern("^[^*\\s\\p{Cc}]*\\*?$") String> eventTypes,
        @Default("Key")
                @JsonPropertyDescription(
                        "What keeps its order: Key (events of one key, such as a user id), EventType,"
                                + " or None (spread evenly, no order).")
                PartitionBy partitionBy,
        @Default("12")
                @Min(1)
                @Max(1000)
                @JsonPropertyDescription(
                        "Number of partitions, the limit of parallel consumers. Never decreases.")
                int partitions,
        @Min(1)
                @Max(1000)
                @JsonPropertyDescription(
                        "Most partitions to which the platform may grow the topic by itself, as"
                                + " partitionGrowth allows. Omitted: as many as partitions, so none"
                                + " are added. On a cluster only.")
                @Nullable Integer maxPartitions,
        @Default("Manual")
                @JsonPropertyDescription(
                        "How partitions are added: Manual (only when partitions is raised; a key may"
                                + " then move, and its order across that moment is lost), Unkeyed"
                                + " (also by the platform, for a topic with partitionBy: None), or"
                                + " DrainThenGrow (also by the platform; ingest holds the topic's"
                                + " events back until all earlier ones have landed, so that each"
                                + " key keeps its order). On a cluster only.")
                PartitionGrowth partitionGrowth,
        @Min(1)
                @Max(15)
                @JsonPropertyDescription(
                        "Copies of each record in the Kafka cluster. Omitted: the broker's default."
                                + " With 1, a lost disk loses events. Cannot change once the pipeline"
                                + " is made.")
                @Nullable Integer replicationFactor,
        @Default("168")
                @Min(1)
                @Max(87_600)
                @JsonPropertyDescription(
                        "Hours for which Kafka keeps records; bounds how far a replay reaches back.")
                int retentionHours,
        @Default("{}")
                @Size(max = 32)
                @JsonPropertyDescription(
                        "Further settings of the topic by Kafka's names, such as compression.type; values"
                                + " are text. Settings that are not listed are left as they are in"
                                + " Kafka. On a cluster only.")
                Map<
                                @Size(min = 1, max = 128) @Pattern("^[a-z][a-z0-9.-]*$") String,
                                @Size(max = 1024) String>
                        configs,
        @Default("Retain")
                @JsonPropertyDescription(
                        "What becomes of the topic when the pipeline is deleted: Retain (it stays with its"
                                + " records) or Delete (also needs the annotation"
                                + " headgate.dev/delete-topics, which names it). On a cluster only.")
                DeletionPolicy deletionPolicy,
        @Default("Abandon")
                @JsonPropertyDescription(
                        "What a deletion under Delete does while Kafka cannot be reached: Abandon (after"
                                + " 10 minutes the topic is left behind) or Block (it waits). On a"
                                + " cluster only.")
                OnUnreachable onUnreachable) {

    public TopicSpec {
        eventTypes = List.copyOf(eventTypes);
        configs = configs == null ? Map.of() : Map.copyOf(configs);
    }

    /** A topic that never grows by itself and stays when its pipeline goes. */
    public TopicSpec(
            String name,
            List<String> eventTypes,
            PartitionBy partitionBy,
            int partitions,
            @Nullable Integer replicationFactor,
            int retentionHours) {
        this(
                name,
                eventTypes,
                partitionBy,
                partitions,
                null,
                PartitionGrowth.Manual,
                replicationFactor,
                retentionHours,
                Map.of(),
                DeletionPolicy.Retain,
                OnUnreachable.Abandon);
    }

    /** Most partitions that the topic may come to have. */
    public int partitionsMax() {
        return maxPartitions == null ? partitions : maxPartitions;
    }
}
