// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import dev.headgate.ingest.coding.Decoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.xerial.snappy.Snappy;

/**
 * Kafka's compressions that run native code, which is unpacked into the temporary folder and cannot
 * be loaded everywhere: not from a folder that is read-only or mounted noexec, not for every
 * processor. Without it each send would fail; lz4 has a form in Java.
 */
final class NativeCompression {

    private static final Logger LOG = System.getLogger(NativeCompression.class.getName());
    private static final String FALLBACK = "lz4";

    private NativeCompression() {}

    /** The wanted {@code compression.type}, or lz4 if that one's native code does not load here. */
    static String orFallback(String wanted) {
        boolean loads =
                switch (wanted) {
                    case "snappy" -> snappyLoads();
                    case "zstd" -> Decoder.zstdLoads();
                    default -> true;
                };
        if (loads) {
            return wanted;
        }
        LOG.log(
                Level.WARNING,
                "ingest.kafka.producer.compression.type is {0}, but its native code cannot be loaded"
                        + " from {1}: using {2}. Make that folder writable and executable, or set"
                        + " compression.type to {2}.",
                wanted,
                System.getProperty("java.io.tmpdir"),
                FALLBACK);
        return FALLBACK;
    }

    private static boolean snappyLoads() {
        try {
            return Snappy.compress(new byte[1]).length > 0;
        } catch (IOException | LinkageError _) {
            return false;
        }
    }
}
