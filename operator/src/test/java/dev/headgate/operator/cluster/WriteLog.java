// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The requests of one client that may change something, in their order. A write without effect
 * counts too: the API server has to work for it, though no resource version shows it.
 */
public final class WriteLog implements Interceptor {

    private final List<String> writes = new CopyOnWriteArrayList<>();

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!request.method().equals("GET")) {
            writes.add(request.method() + " " + request.uri().getPath());
        }
    }

    /** Method and path of each. */
    public List<String> writes() {
        return List.copyOf(writes);
    }
}
