// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended;
import dev.headgate.contract.pipeline.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many partitions topics should have. A topic is doubled, for then a key stays where it is or
 * moves to one partition only; at most once a day, for that moves keys.
 *
 * @param wanted by topic; empty if all have enough
 * @param wantedAt when they were wanted last
 * @param grownAt when topics came to have more partitions; negative infinity if never
 */
record PartitionWishes(Map<String, Integer> wanted, double wantedAt, double grownAt) {

    private static final double DAY_SECONDS = 86_400;

    /** A topic that grows in order takes minutes, in which less may come in. */
    private static final double HELD_SECONDS = 600;

    static final PartitionWishes NONE =
            new PartitionWishes(Map.of(), Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

    PartitionWishes {
        wanted = Map.copyOf(wanted);
    }

    /**
     * After another look.
     *
     * @param topics of the pipeline
     * @param partitions that they have, by topic
     * @param before partitions that they had at the look before; empty if there was none
     */
    PartitionWishes next(
            double at,
            Optional<PartitionGrowthRecommended> growth,
            List<TopicSpec> topics,
            Map<String, Integer> partitions,
            Map<String, Integer> before) {
        boolean grown =
                before.entrySet().stream()
                        .anyMatch(entry ->
                                partitions.getOrDefault(entry.getKey(), 0) > entry.getValue());
        if (grown) {
            return new PartitionWishes(Map.of(), wantedAt, at);
        }
        if (at - grownAt < DAY_SECONDS) {
            return new PartitionWishes(Map.of(), wantedAt, grownAt);
        }
        if (growth.isPresent()) {
            return new PartitionWishes(wanted(growth.get(), topics, partitions), at, grownAt);
        }
        return at - wantedAt <= HELD_SECONDS
                ? this
                : new PartitionWishes(Map.of(), wantedAt, grownAt);
    }

    private static Map<String, Integer> wanted(
            PartitionGrowthRecommended growth,
            List<TopicSpec> topics,
            Map<String, Integer> partitions) {
        int all = partitions.values().stream().mapToInt(Integer::intValue).sum();
        var wanted = new TreeMap<String, Integer>();
        for (TopicSpec topic : topics) {
            int now = partitions.getOrDefault(topic.name(), 0);
            boolean concerned =
                    growth.hotPartition() == null
                            || growth.hotPartition().topic().equals(topic.name());
            if (now > 0 && concerned) {
                int share = Math.ceilDiv(growth.partitions() * now, all);
                int most = Math.max(now, topic.partitionsMax());
                int doubled = Math.min(most, doubled(now, Math.max(share, now + 1)));
                if (doubled > now) {
                    wanted.put(topic.name(), doubled);
                }
            }
        }
        return wanted;
    }

    private static int doubled(int now, int enough) {
        int doubled = now;
        while (doubled < enough) {
            doubled *= 2;
        }
        return doubled;
    }
}
