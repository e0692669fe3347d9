// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * Who is in a consumer group.
 *
 * @param count of members
 * @param settled whether each of them has just the partitions that it is to have
 * @param owners who has which partition, by the name under which Kafka knows a client
 */
record Membership(int count, boolean settled, Map<TopicPartition, String> owners) {

    private static final Set<GroupState> WITHOUT_MEMBERS =
            Set.of(GroupState.EMPTY, GroupState.DEAD);

    /** Of a group that nobody is in. */
    static final Membership NONE = new Membership(0, true, Map.of());

    Membership {
        owners = Map.copyOf(owners);
    }

    static Membership of(ConsumerGroupDescription group) {
        var owners = new HashMap<TopicPartition, String>();
        for (MemberDescription member : group.members()) {
            member.assignment()
                    .topicPartitions()
                    .forEach(each -> owners.put(each, member.clientId()));
        }
        return new Membership(group.members().size(), isSettled(group), owners);
    }

    /** The state is Stable only once each member has told that it has what it is to have. */
    private static boolean isSettled(ConsumerGroupDescription group) {
        return group.groupState() == GroupState.STABLE
                || WITHOUT_MEMBERS.contains(group.groupState());
    }
}
