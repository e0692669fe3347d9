// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.coding;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A content coding (RFC 9110) in which bodies are taken. */
public enum ContentCoding {
    /** Not compressed. */
    IDENTITY,
    /** RFC 1952. */
    GZIP,
    /** RFC 8878, with a window of at most 8 MiB as RFC 9659 has it. */
    ZSTD;

    /** What {@code Content-Encoding} says; null if it is none, or several. */
    public static @Nullable ContentCoding of(String header) {
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default -> null;
        };
    }

    /** As in {@code Content-Encoding}. */
    public String token() {
        return switch (this) {
            case IDENTITY -> "identity";
            case GZIP -> "gzip";
            case ZSTD -> "zstd";
        };
    }
}
