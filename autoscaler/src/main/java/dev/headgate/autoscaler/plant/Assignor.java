// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Deals partitions to the members of a group. */
public enum Assignor {
    /** As many to each as to any other, one more at most; what need not move stays. */
    Uniform {
        @Override
        int[] assign(int[] owners, int[] members, double[] loads) {
            int[] room = evenParts(owners, members);
            int[] next = kept(owners, members, room);
            int taker = 0;
            for (int p = 0; p < next.length; p++) {
                if (next[p] == NOBODY) {
                    while (room[taker] == 0) {
                        taker++;
                    }
                    next[p] = members[taker];
                    room[taker]--;
                }
            }
            return next;
        }
    },
    /** Neighbours together, in the order of the members; whatever moves, moves. */
    Range {
        @Override
        int[] assign(int[] owners, int[] members, double[] loads) {
            int[] next = new int[owners.length];
            int least = owners.length / members.length;
            int more = owners.length % members.length;
            int from = 0;
            for (int m = 0; m < members.length; m++) {
                int to = from + least + (m < more ? 1 : 0);
                Arrays.fill(next, from, to, members[m]);
                from = to;
            }
            return next;
        }
    },
    /** The heaviest first, each to the member that has the least so far. */
    LoadAware {
        @Override
        int[] assign(int[] owners, int[] members, double[] loads) {
            int[] next = new int[owners.length];
            double[] sums = new double[members.length];
            int[] counts = new int[members.length];
            for (int p : heaviestFirst(loads)) {
                int least = 0;
                for (int m = 1; m < members.length; m++) {
                    int compared = Double.compare(sums[m], sums[least]);
                    // Without the count all would go to one while nothing arrives.
                    compared = compared != 0 ? compared : counts[m] - counts[least];
                    if (compared < 0 || (compared == 0 && members[m] == owners[p])) {
                        least = m;
                    }
                }
                sums[least] += loads[p];
                counts[least]++;
                next[p] = members[least];
            }
            return next;
        }
    };

    /** Nobody has the partition. */
    static final int NOBODY = -1;

    /**
     * Who is to have which partition.
     *
     * @param owners who has each now, or {@link #NOBODY}
     * @param members numbers of those who are there, at least one
     * @param loads records a second of each partition
     */
    abstract int[] assign(int[] owners, int[] members, double[] loads);

    /** How many partitions each member is to have; those that have the most get the odd ones. */
    private static int[] evenParts(int[] owners, int[] members) {
        int[] held = new int[members.length];
        for (int owner : owners) {
            int member = indexOf(members, owner);
            if (member >= 0) {
                held[member]++;
            }
        }
        int[] parts = new int[members.length];
        Arrays.fill(parts, owners.length / members.length);
        for (int member :
                largestFirst(members.length, m -> held[m])
                        .subList(0, owners.length % members.length)) {
            parts[member]++;
        }
        return parts;
    }

    /** Those that may stay where they are; takes them off the room that members have. */
    private static int[] kept(int[] owners, int[] members, int[] room) {
        int[] next = new int[owners.length];
        for (int p = 0; p < owners.length; p++) {
            int member = indexOf(members, owners[p]);
            boolean stays = member >= 0 && room[member] > 0;
            next[p] = stays ? owners[p] : NOBODY;
            if (stays) {
                room[member]--;
            }
        }
        return next;
    }

    private static List<Integer> heaviestFirst(double[] loads) {
        return largestFirst(loads.length, p -> loads[p]);
    }

    private static List<Integer> largestFirst(int length, IntToDoubleFunction size) {
        return IntStream.range(0, length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -size.applyAsDouble(i)))
                .toList();
    }

    private static int indexOf(int[] members, int number) {
        for (int m = 0; m < members.length; m++) {
            if (members[m] == number) {
                return m;
            }
        }
        return -1;
    }
}
