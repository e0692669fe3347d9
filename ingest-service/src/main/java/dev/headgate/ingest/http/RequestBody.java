// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.coding.ContentCoding;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads bodies within the limits: of one body, and of all that is in flight. */
final class RequestBody {

    private static final int CHUNK_BYTES = 16_384;

    private final int bytesMax;
    private final CodedBody coded;
    private final ReceiveWatch watch;

    RequestBody(int bytesMax, CodedBody coded, ReceiveWatch watch) {
        this.bytesMax = bytesMax;
        this.coded = coded;
        this.watch = watch;
    }

    /** What reading a body came to. */
    sealed interface Reading {

        /** The body is in the first bytes of the array. */
        @SuppressWarnings("ArrayRecordComponent") // A carrier on the hot path; never compared.
        record Whole(byte[] bytes, int length) implements Reading {}

        /** The body was not taken. */
        record Refused(Problem problem) implements Reading {}
    }

    /** What is wrong with the length that is announced; asked before anything is read. */
    @Nullable Problem lengthProblem(ServerRequest request) {
        ServerRequestHeaders headers = request.headers();
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return null;
        }
        if (!headers.contains(HeaderNames.CONTENT_LENGTH)) {
            return Problem.of(ProblemType.LENGTH_REQUIRED, "send Content-Length, or a chunked body")
                    .thatCloses();
        }
        return headers.contentLength().orElse(0) > bytesMax ? tooLarge() : null;
    }

    /** Reads the body of a request, unless it is too large or comes in too slowly. */
    Reading read(ServerRequest request, ContentCoding coding, Admission.Reservation reservation) {
        Reading reading;
        boolean tooSlow;
        try {
            reading = take(request, coding, reservation);
        } finally {
            tooSlow = watch.endBody();
        }
        return tooSlow && reading instanceof Reading.Refused ? tooSlow() : reading;
    }

    private Reading take(
            ServerRequest request, ContentCoding coding, Admission.Reservation reservation) {
        boolean announced = request.headers().contains(HeaderNames.CONTENT_LENGTH);
        try {
            if (coding != ContentCoding.IDENTITY) {
                return coded.read(request.content().inputStream(), coding, reservation);
            }
            if (!announced) {
                return chunked(request.content().inputStream(), reservation);
            }
            int length = (int) request.headers().contentLength().orElse(0);
            return length == 0
                    ? new Reading.Whole(new byte[0], 0)
                    : announced(request, length, reservation);
        } catch (RefusedChunk e) {
            return new Reading.Refused(e.problem());
        } catch (IOException | DataReader.InsufficientDataAvailableException _) {
            return new Reading.Refused(
                    Problem.of(ProblemType.BAD_REQUEST, "the body ended too early").thatCloses());
        }
    }

    private static Reading announced(
            ServerRequest request, int length, Admission.Reservation reservation)
            throws IOException {
        if (!reservation.tryGrow(length)) {
            return overloaded();
        }
        byte[] body = new byte[length];
        InputStream in = request.content().inputStream();
        int read = in.readNBytes(body, 0, length);
        if (read < length) {
            return new Reading.Refused(
                    Problem.of(ProblemType.BAD_REQUEST, "the body ended too early").thatCloses());
        }
        // Tells the server that the body is consumed, which spares it looking for the rest.
        int _ = in.read();
        return new Reading.Whole(body, length);
    }

    private Reading chunked(InputStream in, Admission.Reservation reservation) throws IOException {
        byte[] body = new byte[0];
        int length = 0;
        while (true) {
            if (length == body.length) {
                int size = Math.min(Math.max(CHUNK_BYTES, body.length * 2), bytesMax + 1);
                if (!reservation.tryGrow((long) size - body.length)) {
                    return overloaded();
                }
                body = Arrays.copyOf(body, size);
            }
            int read = in.read(body, length, body.length - length);
            if (read < 0) {
                return new Reading.Whole(body, length);
            }
            length += read;
            if (length > bytesMax) {
                return new Reading.Refused(tooLarge());
            }
        }
    }

    private static Reading tooSlow() {
        return new Reading.Refused(
                Problem.of(
                                ProblemType.BODY_TOO_SLOW,
                                "the body did not come in within the receive timeout")
                        .thatCloses());
    }

    static Reading overloaded() {
        return new Reading.Refused(
                Problem.of(ProblemType.OVERLOADED, "too many bytes wait for Kafka").thatCloses());
    }

    private Problem tooLarge() {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "a body has at most " + bytesMax + " bytes")
                .thatCloses();
    }
}
