// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Listens for answers that end their connection. */
final class LastAnswer implements Http1ConnectionListener {

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        ClientConnection.heed(connection, headers);
    }
}
