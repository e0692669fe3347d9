// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.Decision.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decisions in words and rounded figures, for people. */
public final class DecisionText {

    private DecisionText() {}

    /** Why so many, as a sentence without a full stop. */
    public static String why(Decision decision) {
        return switch (decision.reason()) {
            case Steady -> "as many consumers as there are suffice, and fewer would not";
            case More -> more(decision.needs().constraint());
            case MoreSoon -> "a few more are needed, and come a minute after the last change";
            case Fewer -> "fewer have been enough for long";
            case FewerSoon -> "fewer would be enough, but not for long enough yet";
            case FewerNotWorth -> "moving partitions would cost more than the consumers that go";
            case Unsettled -> "the group is dealing partitions, or not all consumers work yet";
            case RollingOut -> "consumers are being exchanged for others";
            case KafkaSilent -> "Kafka did not answer";
            case CapacityUnknown -> "no consumer has told yet how much it can do";
            case DownstreamSaturated ->
                    "more consumers brought nothing: what they write to is full";
            case Idle -> "nothing comes in and nothing waits";
            case Woken -> "something came in while there was no consumer";
            case OutOfBounds -> "there may be no more and no fewer";
        };
    }

    /** What was found, and what to do about it, as a sentence. */
    public static String finding(Finding finding) {
        return switch (finding) {
            case Finding.PartitionStalled stalled ->
                    "Partition %s does not move although others do; consumer %s has it, and it counts for nothing when their number is decided."
                            .formatted(stalled.partition(), stalled.owner());
            case Finding.HotPartition hot ->
                    "Partition %s gets more than one consumer can settle, so more consumers do not help: spread its keys, or give its topic more partitions."
                            .formatted(hot.partition());
            case Finding.DownstreamSaturated full ->
                    "More consumers brought nothing, so there are %d: what they write to takes no more. Look at PostgreSQL's load, or at what the handler calls; more are tried again later."
                            .formatted(full.replicas());
            case Finding.MetricsStale _ ->
                    "Kafka has not told for minutes how far the consumers are, so none of them goes.";
            case Finding.ZeroRefused refused ->
                    "Nothing comes in, and yet one consumer stays: %s.".formatted(refused.why());
            case Finding.PartitionGrowthRecommended growth ->
                    "%d partitions in all would be better, since %s. Raise partitions, or maxPartitions under a partitionGrowth that lets the platform do it; a key may move to another partition then."
                            .formatted(growth.partitions(), why(growth));
        };
    }

    private static String why(Finding.PartitionGrowthRecommended growth) {
        return switch (growth.why()) {
            case Replicas -> "more consumers are needed than there are partitions";
            case HotPartition ->
                    "partition %s gets more than one consumer can settle"
                            .formatted(growth.hotPartition());
            case Unevenness ->
                    "as they are, they cannot be dealt evenly, and consumers run for the rest alone";
        };
    }

    private static String more(Constraint constraint) {
        return switch (constraint) {
            case Mean -> "all consumers together would be too busy with what comes in";
            case Worst -> "the consumer with the most to do would be too busy";
            case Backlog ->
                    "what waits, or will wait until new consumers work, would not be settled in time";
            case Least -> "there may not be fewer";
            case Most -> "what comes in needs as many as there may be, or more";
            case Partitions -> "what comes in needs as many as there are partitions, or more";
            case Downstream -> "what they write to takes no more than these bring";
        };
    }

    /** What the decision knew, as far as it knew it, in one line. */
    public static String figures(Decision decision) {
        Inputs inputs = decision.inputs();
        List<String> all = new ArrayList<>();
        add(all, inputs.arrivalRate(), "%,.0f records/s come in");
        add(all, inputs.backlogRecords(), "%,.0f wait");
        add(all, inputs.ageSeconds(), "the oldest for %.1f s");
        add(all, inputs.replicaRate(), "one consumer settles %,.0f/s");
        add(all, inputs.busyShare() * 100, "consumers are busy for %.0f %% of the time");
        add(all, inputs.readySeconds(), "a new one works after %.0f s");
        return all.isEmpty() ? "nothing was known" : String.join(", ", all);
    }

    private static void add(List<String> all, double value, String form) {
        if (!Double.isNaN(value)) {
            all.add(String.format(Locale.ROOT, form, value));
        }
    }
}
