// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.caller.Caller;
import dev.headgate.ingest.caller.CallerMetrics;
import dev.headgate.ingest.caller.Callers;
import dev.headgate.ingest.caller.Identification;
import dev.headgate.ingest.caller.QuotaExcess;
import dev.headgate.ingest.caller.Refusal;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Asks who posts, and how much of it he may; says no in the words of HTTP. */
public final class CallerDesk {

    /** A body that was refused is read up to here to keep the connection; beyond, it is closed. */
    private static final int UNREAD_BYTES_MAX = 65_536;

    private static final Header CHALLENGE = challenge("");
    private static final Header REFUSED_CHALLENGE = challenge(", error=\"invalid_token\"");

    private static final Header WEBHOOK_CHALLENGE =
            HeaderValues.createCached(
                    HeaderNames.WWW_AUTHENTICATE, "HMAC-SHA256 realm=\"headgate\"");

    private static final Certificate[] NONE = {};

    private final Callers callers;
    private final boolean certificates;
    private final CallerMetrics metrics;

    /**
     * Who may post, and where refusals are counted.
     *
     * @param certificates whether clients can show certificates
     */
    public CallerDesk(Callers callers, boolean certificates, CallerMetrics metrics) {
        this.callers = callers;
        this.certificates = certificates;
        this.metrics = metrics;
    }

    private static Header challenge(String more) {
        return HeaderValues.createCached(
                HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"headgate\"" + more);
    }

    CallerMetrics metrics() {
        return metrics;
    }

    /** By what the request shows; if it shows nothing, by its connection's certificate. */
    Identification identify(ServerRequest request) {
        Identification shown = callers.identify(request.headers());
        if (certificates
                && shown instanceof Identification.Refused(Refusal refusal)
                && refusal == Refusal.MISSING) {
            Certificate[] chain = request.remotePeer().tlsCertificates().orElse(NONE);
            if (chain.length > 0 && chain[0] instanceof X509Certificate own) {
                return callers.identify(own);
            }
        }
        return shown;
    }

    /** What one is told who is not known. */
    Problem problem(Refusal refusal, ServerRequest request) {
        metrics.refused(refusal);
        if (refusal == Refusal.TOKEN_KEYS_AWAITED) {
            return unread(Problem.of(ProblemType.TOKEN_KEYS_UNAVAILABLE, refusal.words()), request);
        }
        Problem problem =
                Problem.of(ProblemType.UNAUTHENTICATED, refusal.words())
                        .with(refusal == Refusal.MISSING ? CHALLENGE : REFUSED_CHALLENGE);
        return unread(problem, request);
    }

    /** What the sender of a webhook is told who cannot be believed. */
    Problem webhookProblem(Refusal refusal, ServerRequest request) {
        metrics.refused(refusal);
        return unread(
                Problem.of(ProblemType.UNAUTHENTICATED, refusal.words()).with(WEBHOOK_CHALLENGE),
                request);
    }

    /** The caller of a name that was found out otherwise. */
    Caller named(String name) {
        return callers.named(name);
    }

    /** What is wrong with one more request of this caller; null if nothing is. */
    @Nullable Problem requestProblem(Caller caller, ServerRequest request) {
        QuotaExcess excess = caller.allowance().takeRequest(announcedBytes(request.headers()));
        return excess == null ? null : unread(problem(excess), request);
    }

    /** What is wrong with so many events of this caller in a body of this size; null if nothing. */
    @Nullable Problem eventsProblem(
            Caller caller, ServerRequest request, int events, int bodyBytes) {
        long unannounced = Math.max(0, bodyBytes - announcedBytes(request.headers()));
        QuotaExcess excess = caller.allowance().takeEvents(events, unannounced);
        return excess == null ? null : problem(excess);
    }

    private Problem problem(QuotaExcess excess) {
        metrics.refused(excess.refusal());
        long seconds = excess.retryAfterSeconds();
        return Problem.of(
                        ProblemType.QUOTA_EXCEEDED,
                        "more than %d %s per second; nothing was taken, come again in %d s"
                                .formatted(excess.perSecond(), excess.refusal().words(), seconds))
                .with(HeaderValues.create(HeaderNames.RETRY_AFTER, seconds));
    }

    private static Problem unread(Problem problem, ServerRequest request) {
        boolean chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        return chunked || announcedBytes(request.headers()) > UNREAD_BYTES_MAX
                ? problem.thatCloses()
                : problem;
    }

    private static long announcedBytes(ServerRequestHeaders headers) {
        return headers.contentLength().orElse(0);
    }
}
