// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import dev.headgate.loadtest.workload.Template.Distribution;
import dev.headgate.loadtest.workload.Template.Keys;
import org.jspecify.annotations.Nullable;

/** The keys of a template as texts. */
final class KeyNames {

    /** What stands for a key's number in its format. */
    static final String NUMBER = "%d";

    private final Keys keys;
    private final String prefix;
    private final String suffix;
    private final @Nullable WeightedChoice zipf;

    KeyNames(Keys keys) {
        int at = keys.format().indexOf(NUMBER);
        this.keys = keys;
        this.prefix = keys.format().substring(0, at);
        this.suffix = keys.format().substring(at + NUMBER.length());
        this.zipf =
                keys.distribution() == Distribution.Zipf
                        ? WeightedChoice.zipf(keys.count(), keys.exponent())
                        : null;
    }

    /** The key of an event; null if it has none. */
    @Nullable String of(EventNumbers numbers) {
        if (keys.distribution() == Distribution.None) {
            return null;
        }
        long index =
                zipf == null
                        ? numbers.below(EventNumbers.KEY, keys.count())
                        : zipf.pick(numbers.at(EventNumbers.KEY));
        return prefix + (index + 1) + suffix;
    }
}
