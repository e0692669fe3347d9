// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.http.EventDesk.Decision;
import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What becomes of a batch's good events when others of it are not valid. */
enum OnInvalid {
    /** They are sent. */
    SEND_VALID,
    /** None is sent. */
    REJECT_ALL;

    private static final String PARAMETER = "onInvalid";

    private static final String NOT_SENT =
            "not sent: events of this batch are not valid, and onInvalid=rejectAll was asked for";

    /** What a request asks for; null if that is not understood. */
    static @Nullable OnInvalid of(ServerRequest request) {
        if (!request.prologue().hasQuery()) {
            return SEND_VALID;
        }
        UriQuery query = request.query();
        List<String> values;
        try {
            values = query.contains(PARAMETER) ? query.all(PARAMETER) : List.of();
        } catch (NoSuchElementException | IllegalArgumentException _) {
            return null;
        }
        if (values.isEmpty()) {
            boolean named = List.of(query.rawValue().split("&", -1)).contains(PARAMETER);
            return named ? null : SEND_VALID;
        }
        if (values.size() > 1) {
            return null;
        }
        return switch (values.getFirst()) {
            case "sendValid" -> SEND_VALID;
            case "rejectAll" -> REJECT_ALL;
            default -> null;
        };
    }

    /** Told when it is not understood. */
    static Problem problem() {
        return Problem.of(
                ProblemType.BAD_REQUEST,
                "the parameter onInvalid is sendValid (as without it) or rejectAll, once");
    }

    /** The decisions that remain. What only Kafka can refuse is not known yet. */
    List<Decision> applied(List<Decision> decisions) {
        if (this == SEND_VALID || decisions.stream().noneMatch(OnInvalid::invalid)) {
            return decisions;
        }
        List<Decision> remaining = new ArrayList<>(decisions.size());
        for (Decision decision : decisions) {
            remaining.add(
                    decision instanceof Decision.Send send
                            ? new Decision.Answer(
                                    new ItemResult.Retry(
                                            send.id(), ProblemType.BATCH_REJECTED, NOT_SENT))
                            : decision);
        }
        return remaining;
    }

    private static boolean invalid(Decision decision) {
        return decision instanceof Decision.Answer(ItemResult result)
                && result instanceof ItemResult.Invalid;
    }
}
