// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.caller.TokenBucket;
import dev.headgate.ingest.setting.AccessLogSettings;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line about each request of a sample: never of bodies, queries and credentials. A request
 * never waits for its line; lines that are too many are left out and counted.
 */
public final class AccessLog implements Filter, AutoCloseable {

    private final AccessLogSettings settings;
    private final @Nullable TokenBucket problems;
    private final InstantSource clock;
    private final LineWriter lines;

    private AccessLog(AccessLogSettings settings, InstantSource clock, LineWriter lines) {
        this.settings = settings;
        this.problems =
                settings.problemsPerSecond() == 0
                        ? null
                        : new TokenBucket(settings.problemsPerSecond(), System::nanoTime);
        this.clock = clock;
        this.lines = lines;
    }

    /** Begins to write there. */
    public static AccessLog start(AccessLogSettings settings, OutputStream out) {
        return new AccessLog(settings, InstantSource.system(), LineWriter.start(out));
    }

    /** Lines that were left out because they were too many at once, or could not be written. */
    public long dropped() {
        return lines.dropped();
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long began = System.nanoTime();
        var note = new AccessNote();
        request.context().register(note);
        try {
            chain.proceed();
        } finally {
            if (isChosen(response.status())) {
                lines.offer(line(request, response.status(), note, System.nanoTime() - began));
            }
        }
    }

    private boolean isChosen(Status status) {
        if (status.family() == Status.Family.SUCCESSFUL) {
            return settings.successRatio() > 0
                    && ThreadLocalRandom.current().nextDouble() < settings.successRatio();
        }
        return problems != null && problems.take(1) <= 0;
    }

    private byte[] line(RoutingRequest request, Status status, AccessNote note, long nanos) {
        var entry =
                new AccessEntry(
                        clock.instant(),
                        request.prologue().method().text(),
                        request.path().rawPath(),
                        status.code(),
                        request.headers().contentLength().orElse(-1),
                        nanos,
                        settings.remoteAddresses() ? request.remotePeer().host() : null,
                        TraceContext.of(request.headers()));
        return entry.line(note);
    }

    /** Writes what is left, as far as that goes in a second. */
    @Override
    public void close() {
        lines.close();
    }
}
