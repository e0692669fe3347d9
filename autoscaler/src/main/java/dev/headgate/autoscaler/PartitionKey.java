// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import java.util.Comparator;

/** A partition of a topic; the order is that of tables. */
public record PartitionKey(String topic, int number) implements Comparable<PartitionKey> {

    private static final Comparator<PartitionKey> ORDER =
            Comparator.comparing(PartitionKey::topic).thenComparingInt(PartitionKey::number);

    @Override
    public int compareTo(PartitionKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "-" + number;
    }
}
