// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.loadtest.workload.BodyBuffer;
import dev.headgate.loadtest.workload.LoadEvent;
import dev.headgate.loadtest.workload.Workload;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Single events {@code shop-0}, {@code shop-1} and so on, of three keys in turn, every tenth
 * without a key.
 *
 * @param origins the events that repeat others
 */
record FakeWorkload(Map<Long, Long> origins) implements Workload {

    private static final String PREFIX = "shop-";
    private static final int KEYS = 3;
    private static final int KEYLESS = 10;

    @Override
    public int eventsPerRequest() {
        return 1;
    }

    @Override
    public LoadEvent event(long index) {
        long origin = origin(index);
        @Nullable String key = origin % KEYLESS == KEYLESS - 1 ? null : "key-" + origin % KEYS;
        String type = origin % 2 == 0 ? "order.created" : "order.paid";
        String data =
                """
                {"number": %d, "total": 12.50, "items": [{"name": "Ünïcode", "count": 1e2}], "note": null}\
                """
                        .formatted(origin);
        return new LoadEvent(index, origin, PREFIX + origin, type, key, data, true);
    }

    @Override
    public long origin(long index) {
        return origins.getOrDefault(index, index);
    }

    @Override
    public OptionalLong index(String id) {
        return id.startsWith(PREFIX)
                ? OptionalLong.of(Long.parseLong(id.substring(PREFIX.length())))
                : OptionalLong.empty();
    }

    @Override
    public void body(long request, BodyBuffer body) {
        throw new UnsupportedOperationException("nothing is sent here");
    }

    @Override
    public boolean someInvalid() {
        return false;
    }

    @Override
    public boolean gzip() {
        return false;
    }
}
