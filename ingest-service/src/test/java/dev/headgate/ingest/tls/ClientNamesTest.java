// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClientNamesTest {

    @Test
    void asksNobodyForTheNameOfAClient() throws UnknownHostException {
        InetAddress client = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});

        String name =
                CompletableFuture.supplyAsync(client::getHostName, Thread::startVirtualThread)
                        .join();

        assertThat(name).isEqualTo("127.0.0.1");
    }

    @Test
    void findsServersByTheirNames() throws UnknownHostException {
        assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
    }
}
