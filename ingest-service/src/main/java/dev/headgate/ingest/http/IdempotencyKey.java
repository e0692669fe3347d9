// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.ingest.event.ReceivedEvent;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import org.jspecify.annotations.Nullable;

/** The header that is a single event's id. */
final class IdempotencyKey {

    private static final HeaderName NAME = HeaderNames.create("Idempotency-Key");

    private IdempotencyKey() {}

    /** Its text, without the quotes that the IETF draft puts around it; null if there is none. */
    static @Nullable String of(ServerRequestHeaders headers) {
        if (!headers.contains(NAME)) {
            return null;
        }
        String text = headers.get(NAME).get().strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** What is wrong with the key for this event; null if nothing is. */
    static @Nullable Problem problem(String key, ReceivedEvent event) {
        if (key.isEmpty()
                || key.length() > EventLimits.ID_CHARS_MAX
                || !key.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            return Problem.of(
                    ProblemType.IDEMPOTENCY_KEY,
                    "Idempotency-Key must be 1 to "
                            + EventLimits.ID_CHARS_MAX
                            + " printable ASCII characters");
        }
        String id = event.id();
        return id == null || id.equals(key)
                ? null
                : Problem.of(
                        ProblemType.IDEMPOTENCY_KEY, "Idempotency-Key and the event's id differ");
    }
}
