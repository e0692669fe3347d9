// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Asks no name server for the names of clients. Helidon wants to know the name that belongs to a
 * client's address before it begins a TLS handshake, on the connection's virtual thread; the answer
 * is in the hands of whoever owns the address, who could keep a carrier thread waiting for seconds.
 * Java finds this class by its name under {@code META-INF/services}. Platform threads, such as
 * those of Kafka's client, get the names that they ask for.
 */
public final class ClientNames extends InetAddressResolverProvider {

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {

            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                return system.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                if (Thread.currentThread().isVirtual()) {
                    throw new UnknownHostException("names of clients are not looked up");
                }
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "headgate";
    }
}
