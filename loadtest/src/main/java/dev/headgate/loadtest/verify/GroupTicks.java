// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The latest instant that was seen for each of many groups, in a few bytes each. Groups are told
 * apart by 64 bits of their names: with two million of them, two share their bits with a
 * probability of one in ten million. For one thread.
 *
 * <p>Open addressing with linear probing, at most half full. An instant is kept plus one in an
 * unsigned int, as the ledger has it, so that zero is an empty place.
 */
final class GroupTicks {

    /** What {@link #raise} answers for a group that was not there. */
    static final long NEW = -1;

    /** What {@link #raise} answers for a group that there is no room for. */
    static final long FULL = -2;

    private static final int FIRST_PLACES = 1 << 10;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int groupsMax;
    private long[] names = new long[FIRST_PLACES];
    private int[] ticks = new int[FIRST_PLACES];
    private int groups;

    GroupTicks(int groupsMax) {
        this.groupsMax = groupsMax;
    }

    /** Forgets all groups. */
    void clear() {
        Arrays.fill(ticks, 0);
        groups = 0;
    }

    /**
     * Takes an instant into account.
     *
     * @return the latest instant of the group before this one, {@link #NEW} or {@link #FULL}
     */
    long raise(String group, long tick) {
        long name = bits(group);
        int place = place(name);
        if (ticks[place] == 0) {
            if (groups == groupsMax) {
                return FULL;
            }
            names[place] = name;
            ticks[place] = (int) (tick + 1);
            groups++;
            if (groups > ticks.length / 2) {
                grow();
            }
            return NEW;
        }
        long latest = Integer.toUnsignedLong(ticks[place]) - 1;
        if (tick > latest) {
            ticks[place] = (int) (tick + 1);
        }
        return latest;
    }

    private int place(long name) {
        int mask = ticks.length - 1;
        int place = (int) name & mask;
        while (ticks[place] != 0 && names[place] != name) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldNames = names;
        int[] oldTicks = ticks;
        names = new long[2 * oldNames.length];
        ticks = new int[2 * oldTicks.length];
        for (int old = 0; old < oldTicks.length; old++) {
            if (oldTicks[old] != 0) {
                int place = place(oldNames[old]);
                names[place] = oldNames[old];
                ticks[place] = oldTicks[old];
            }
        }
    }

    /** FNV-1a over the name's bytes, and SplitMix64's last steps to spread it. */
    private static long bits(String group) {
        long bits = FNV_OFFSET;
        for (byte one : group.getBytes(UTF_8)) {
            bits = (bits ^ (one & 0xff)) * FNV_PRIME;
        }
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
