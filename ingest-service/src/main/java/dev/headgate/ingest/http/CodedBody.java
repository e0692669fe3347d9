// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.coding.CompressedInput;
import dev.headgate.ingest.coding.ContentCoding;
import dev.headgate.ingest.coding.DamagedCoding;
import dev.headgate.ingest.coding.Decoder;
import dev.headgate.ingest.http.RequestBody.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads compressed bodies. What comes out is counted while it comes out, so that a small body that
 * would become a huge one is stopped on the way; the decoder's memory counts as in flight, too.
 */
final class CodedBody {

    /** So much may come out of however little; beyond it the ratio counts. */
    private static final int FREE_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 65_536;

    private final int bytesMax;
    private final int ratioMax;
    private final IngestMetrics metrics;

    CodedBody(int bytesMax, int ratioMax, IngestMetrics metrics) {
        this.bytesMax = bytesMax;
        this.ratioMax = ratioMax;
        this.metrics = metrics;
    }

    Reading read(InputStream in, ContentCoding coding, Admission.Reservation reservation)
            throws IOException {
        var source = new CompressedInput(in, bytesMax);
        try (var decoder = Decoder.open(coding, source, bytesMax)) {
            if (!reservation.tryGrow(decoder.memoryBytes())) {
                return RequestBody.overloaded();
            }
            try {
                return decode(decoder, source, coding, reservation);
            } finally {
                reservation.shrink(decoder.memoryBytes());
            }
        } catch (CompressedInput.TooLong _) {
            return tooLarge();
        } catch (DamagedCoding e) {
            return refused(
                    ProblemType.MALFORMED_ENCODING,
                    "the body is not " + coding.token() + ": " + e.reason());
        }
    }

    private Reading decode(
            Decoder decoder,
            CompressedInput source,
            ContentCoding coding,
            Admission.Reservation reservation)
            throws IOException {
        byte[] body = new byte[0];
        int length = 0;
        try {
            while (true) {
                if (length == body.length) {
                    int size = Math.min(Math.max(CHUNK_BYTES, body.length * 2), bytesMax + 1);
                    if (!reservation.tryGrow((long) size - body.length)) {
                        return RequestBody.overloaded();
                    }
                    body = Arrays.copyOf(body, size);
                }
                int read = decoder.read(body, length, Math.min(CHUNK_BYTES, body.length - length));
                if (read < 0) {
                    return new Reading.Whole(body, length);
                }
                length += read;
                if (length > bytesMax) {
                    return tooLarge();
                }
                if (length > FREE_BYTES && length > ratioMax * source.bytes()) {
                    return refused(
                            ProblemType.BODY_TOO_LARGE,
                            "a body has at most " + ratioMax + " times its compressed bytes");
                }
            }
        } finally {
            metrics.decompressed(coding, source.bytes(), length);
        }
    }

    private Reading tooLarge() {
        return refused(
                ProblemType.BODY_TOO_LARGE,
                "a body has at most " + bytesMax + " bytes, before and after decompression");
    }

    private static Reading refused(ProblemType type, String detail) {
        return new Reading.Refused(Problem.of(type, detail).thatCloses());
    }
}
