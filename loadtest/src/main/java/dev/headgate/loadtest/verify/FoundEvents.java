// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.loadtest.result.Verdict.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Events that break one promise: counted in full, the first of them by name. */
final class FoundEvents {

    private final List<String> first = new ArrayList<>();
    private long count;

    /** Adds one; its id is asked for only if it is going to be named. */
    void add(Supplier<String> id) {
        count++;
        if (first.size() < Finding.NAMED_MAX) {
            first.add(id.get());
        }
    }

    Finding finding() {
        return new Finding(count, first);
    }
}
