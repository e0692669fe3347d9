// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports of the loopback address on which nothing listens. They lie below the range from which
 * operating systems serve outgoing connections, so that none is taken between finding and using it.
 */
public final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS_MAX = 1_000;

    /** Given out by this process; bounded by the range. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** A free port that this process has not given out before. */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new EmbeddedServerException(
                Reason.PortInUse,
                "No free port found between %d and %d.".formatted(LOWEST, HIGHEST));
    }

    /** True if a server could listen on this port of the loopback address now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port itself, or any free one for 0. */
    static int chosen(int port, String server) {
        if (port == 0) {
            return next();
        }
        if (!isFree(port)) {
            throw new EmbeddedServerException(
                    Reason.PortInUse,
                    "Port %d for %s is in use by another program.".formatted(port, server));
        }
        return port;
    }
}
