// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import dev.headgate.operator.OperatorService;
import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.setting.OperatorSettings;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** The operator as its process runs it, with a proxy between it and the API server. */
public final class RunningOperator implements AutoCloseable {

    /** Helidon's meters of two servers that start at once in one process can lock each other. */
    private static final ReentrantLock STARTING = new ReentrantLock();

    private final ApiProxy proxy;
    private final OperatorService service;
    private final AtomicBoolean broken;
    private final AtomicBoolean ended = new AtomicBoolean();

    private RunningOperator(ApiProxy proxy, OperatorService service, AtomicBoolean broken) {
        this.proxy = proxy;
        this.service = service;
        this.broken = broken;
    }

    /** Starts one whose requests go through the proxy, which is closed with it. */
    public static RunningOperator start(
            ApiProxy proxy, OperatorSettings settings, InstantSource clock) {
        var broken = new AtomicBoolean();
        STARTING.lock();
        try {
            return new RunningOperator(
                    proxy,
                    OperatorService.start(settings, proxy.config(), clock, _ -> broken.set(true)),
                    broken);
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        } finally {
            STARTING.unlock();
        }
    }

    public ApiProxy proxy() {
        return proxy;
    }

    public boolean isLeading() {
        return service.isLeading();
    }

    /** Whether its process would have ended by now. */
    public boolean isBroken() {
        return broken.get();
    }

    /**
     * Ends it as a killed process ends: nothing that it still wants to write goes through. What is
     * left of it in this JVM takes a while to give up, which nobody has to wait for.
     */
    public void kill() {
        proxy.die();
        if (ended.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("killed-operator").start(this::end);
        }
    }

    /** Ends it in good order; does nothing if it was killed. */
    @Override
    public void close() {
        if (proxy.isDead()) {
            kill();
        } else if (ended.compareAndSet(false, true)) {
            end();
        }
    }

    private void end() {
        service.stop();
        proxy.close();
    }
}
