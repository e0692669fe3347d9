// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.sight.GroupSight;
import dev.headgate.sight.WatchedGroup;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** What scaling needs of Kafka: how far consumer groups are, many at a time. */
public final class ConsumerGroups {

    /** A look that takes longer says too little of the present. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final KafkaClusters clusters;

    public ConsumerGroups(KafkaClusters clusters) {
        this.clusters = clusters;
    }

    /** Asks; without a group of which something could not be told. Blocks for seconds at most. */
    public Map<String, GroupSight> read(KafkaAccess access, Collection<WatchedGroup> groups) {
        return switch (clusters.use(access, cluster -> cluster.groups(groups, ANSWER_MAX))) {
            case KafkaClusters.Use.Refused<Map<String, GroupSight>> _ -> Map.of();
            case KafkaClusters.Use.Done<Map<String, GroupSight>>(Map<String, GroupSight> found) ->
                    found;
        };
    }
}
