// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An SSLContext that stands for another, which can be exchanged. Connections keep the one they
 * began with. Since sessions belong to a context, none is resumed across an exchange: a client
 * whose authority is trusted no longer cannot come back with an old session.
 */
final class ReloadableContext extends SSLContext {

    private static final ThreadLocal<@Nullable SSLEngine> ENGINE = new ThreadLocal<>();

    private final Current current;

    private ReloadableContext(Current current, SSLContext first) {
        super(current, first.getProvider(), first.getProtocol());
        this.current = current;
    }

    static ReloadableContext of(SSLContext first) {
        return new ReloadableContext(new Current(first), first);
    }

    /** From now on, new connections begin with this one. */
    void exchange(SSLContext next) {
        current.context = next;
    }

    /** Helidon makes the engine of a connection on its thread, and shows it to nobody. */
    static @Nullable SSLEngine engineOfThisThread() {
        return ENGINE.get();
    }

    /** Asks the one in force. */
    private static final class Current extends SSLContextSpi {

        private volatile SSLContext context;

        Current(SSLContext context) {
            this.context = context;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys,
                TrustManager @Nullable [] trust,
                @Nullable SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("it is made already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return context.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return begun(context.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return begun(context.createSSLEngine(host, port));
        }

        private static SSLEngine begun(SSLEngine next) {
            ENGINE.set(next);
            return next;
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }
    }
}
