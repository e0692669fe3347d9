// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/**
 * Stands between one operator and a real API server and passes everything on, watches as they come.
 * It counts what goes through, has requests fail as planned, cuts watches, and can be the end of
 * the operator's world: after a given write nothing goes through any more, as if its machine had
 * lost power.
 *
 * <p>Clients speak HTTP/1.1 without encryption to it; it speaks HTTPS to the API server.
 */
public final class ApiProxy implements AutoCloseable {

    private final Config config;
    private final SocketFactory toServer;
    private final ServerSocket listener;
    private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Traffic traffic = new Traffic();
    private final FaultPlan faults = new FaultPlan();
    private final AtomicInteger writesBegun = new AtomicInteger();
    private final AtomicInteger writesEnded = new AtomicInteger();
    private volatile int lastWrite = Integer.MAX_VALUE;
    private volatile boolean dead;

    private ApiProxy(Config config, SocketFactory toServer, ServerSocket listener) {
        this.config = config;
        this.toServer = toServer;
        this.listener = listener;
    }

    /** Starts one on a free port of this machine, before the API server of a configuration. */
    public static ApiProxy start(Config server) {
        try {
            var listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            var proxy =
                    new ApiProxy(server, SSLUtils.sslContext(server).getSocketFactory(), listener);
            Thread.ofVirtual().name("api-proxy-" + listener.getLocalPort()).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the API server's certificate is of no use", e);
        }
    }

    private void accept() {
        URI server = URI.create(config.getMasterUrl());
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (dead) {
                    client.close();
                } else {
                    var connection =
                            new ProxyConnection(
                                    this,
                                    client,
                                    toServer.createSocket(server.getHost(), server.getPort()));
                    connections.add(connection);
                    Thread.ofVirtual().name("api-client-" + client.getPort()).start(connection);
                }
            } catch (IOException _) {
                // This one did not come about; the client tries again.
            }
        }
    }

    /** How to reach the API server through it, with the patience of a client as it comes. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + listener.getLocalPort())
                .withOauthToken(config.getOauthToken())
                .withNamespace(config.getNamespace())
                .build();
    }

    /** What went through. */
    public Traffic traffic() {
        return traffic;
    }

    /** What is to fail. */
    public FaultPlan faults() {
        return faults;
    }

    /** Ends all watches as a server does that is started anew. */
    public void cutWatches() {
        connections.stream().filter(ProxyConnection::watches).forEach(ProxyConnection::cut);
    }

    /** Number of watches that go on. */
    public long watches() {
        return connections.stream().filter(ProxyConnection::watches).count();
    }

    /** After so many more writes nothing goes through. */
    public void dieAfter(int writes) {
        lastWrite = writesBegun.get() + writes;
        if (writes == 0) {
            die();
        }
    }

    /** Nothing goes through from now on. */
    public void die() {
        dead = true;
        connections.forEach(ProxyConnection::cut);
    }

    /** Lets everything through again. */
    public void revive() {
        lastWrite = Integer.MAX_VALUE;
        dead = false;
    }

    public boolean isDead() {
        return dead;
    }

    Fault arrived(ApiRequest request) {
        if ((request.writes() && writesBegun.incrementAndGet() > lastWrite) || dead) {
            return new Fault.LostRequest();
        }
        return faults.of(request);
    }

    void answered(ApiRequest request, int status) {
        traffic.add(request, status);
        if (request.writes() && writesEnded.incrementAndGet() >= lastWrite) {
            die();
        }
    }

    void pause(Duration wait) {
        try {
            if (closed.await(wait.toNanos(), NANOSECONDS)) {
                throw new IllegalStateException("the proxy is closed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void ended(ProxyConnection connection) {
        connections.remove(connection);
    }

    @Override
    public void close() {
        closed.countDown();
        die();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
