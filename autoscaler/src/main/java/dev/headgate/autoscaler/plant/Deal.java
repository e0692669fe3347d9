// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Who has which partition since the members of a group changed last. Never changes. */
final class Deal {

    private final int[] owners;
    private final int holders;
    private final int settledAt;

    /**
     * Of numbers of members.
     *
     * @param owners the member that has each partition, or {@link Assignor#NOBODY}
     * @param settledAt second from which on all members have what they are to have
     */
    Deal(int[] owners, int settledAt) {
        this.owners = owners.clone();
        this.holders =
                (int)
                        Arrays.stream(owners)
                                .filter(each -> each != Assignor.NOBODY)
                                .distinct()
                                .count();
        this.settledAt = settledAt;
    }

    /** Nobody has anything. */
    static Deal none(int partitions) {
        int[] owners = new int[partitions];
        Arrays.fill(owners, Assignor.NOBODY);
        return new Deal(owners, 0);
    }

    int owner(int partition) {
        return owners[partition];
    }

    /** A copy of the member that has each. */
    int[] owners() {
        return owners.clone();
    }

    int[] partitionsOf(int member) {
        return IntStream.range(0, owners.length).filter(p -> owners[p] == member).toArray();
    }

    /** Members that have a partition. */
    int holders() {
        return holders;
    }

    boolean isStable(int second) {
        return second >= settledAt;
    }
}
