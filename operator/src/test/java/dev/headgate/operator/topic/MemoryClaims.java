// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ledgers in memory, with the versions of the API server; counts writes and can be overtaken. */
public final class MemoryClaims implements ClaimStore {

    private final Map<String, TopicLedger> ledgers = new HashMap<>();
    private int version;
    private int overtakings;
    private boolean away;

    int writes() {
        return version;
    }

    TopicLedger ledger(String clusterId) {
        return ledgers.getOrDefault(clusterId, new TopicLedger(Map.of()));
    }

    void overtakeNext(int times) {
        overtakings = times;
    }

    void goAway() {
        away = true;
    }

    @Override
    public Reading read(String clusterId) {
        if (away) {
            return new Reading.Unavailable();
        }
        return new Reading.Found(
                ledger(clusterId), ledgers.containsKey(clusterId) ? "" + version : null);
    }

    @Override
    public Writing write(String clusterId, TopicLedger ledger, @Nullable String found) {
        if (overtakings > 0) {
            overtakings--;
            return Writing.Overtaken;
        }
        if (found != null && !found.equals("" + version)) {
            return Writing.Overtaken;
        }
        ledgers.put(clusterId, ledger);
        version++;
        return Writing.Stored;
    }
}
