// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import org.jspecify.annotations.Nullable;

/**
 * One event of an NDJSON file.
 *
 * <p>A class, since an array makes no good component of a record.
 */
final class NdjsonEvent {

    private final String type;
    private final @Nullable String key;
    private final byte[] data;

    NdjsonEvent(String type, @Nullable String key, byte[] data) {
        this.type = type;
        this.key = key;
        this.data = data;
    }

    String type() {
        return type;
    }

    @Nullable String key() {
        return key;
    }

    /** The data as the file spells it, JSON; not to be changed. */
    byte[] data() {
        return data;
    }
}
