// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.loadtest.workload.BodyBuffer;
import dev.headgate.loadtest.workload.LoadEvent;
import dev.headgate.loadtest.workload.Workload;
import java.util.OptionalLong;

/** Events that are nothing but their index. */
record PlainWorkload(int eventsPerRequest, String data) implements Workload {

    static final PlainWorkload SINGLE = new PlainWorkload(1, "");

    @Override
    public LoadEvent event(long index) {
        return new LoadEvent(index, index, "" + index, "t", null, data, true);
    }

    @Override
    public long origin(long index) {
        return index;
    }

    @Override
    public OptionalLong index(String id) {
        return OptionalLong.of(Long.parseLong(id));
    }

    @Override
    public void body(long request, BodyBuffer body) {
        for (long i = 0; i < eventsPerRequest; i++) {
            long index = request * eventsPerRequest + i;
            body.append((index + data).getBytes(UTF_8));
        }
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
