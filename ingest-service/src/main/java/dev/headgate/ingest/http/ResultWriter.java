// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.http.ItemResult.Invalid;
import dev.headgate.ingest.http.ItemResult.Retry;
import dev.headgate.ingest.http.ItemResult.Stored;
import dev.headgate.ingest.http.ItemResult.Unknown;
import java.util.List;

/** Writes what became of events. */
final class ResultWriter {

    /** Said of everything that was sent and not confirmed. */
    static final String UNKNOWN_DETAIL =
            "Kafka has not confirmed in time: the event may be stored or not; repeat with the same id";

    private static final int ITEM_BYTES = 128;

    private ResultWriter() {}

    static JsonBuffer one(Stored stored) {
        JsonBuffer json = new JsonBuffer(256).raw("{\"id\":").string(stored.id());
        stored(json, stored);
        return json.raw("}\n");
    }

    static JsonBuffer many(List<ItemResult> results) {
        JsonBuffer json = new JsonBuffer(64 + results.size() * ITEM_BYTES).raw("{");
        results(json, results);
        return json.raw("}\n");
    }

    /** The member {@code results}, without a comma before it. */
    static void results(JsonBuffer json, List<ItemResult> results) {
        json.raw("\"results\":[");
        for (int i = 0; i < results.size(); i++) {
            json.raw(i == 0 ? "{\"index\":" : ",{\"index\":").number(i);
            item(json, results.get(i));
            json.raw("}");
        }
        json.raw("]");
    }

    private static void item(JsonBuffer json, ItemResult result) {
        String id = result.id();
        if (id != null) {
            json.member("id", id);
        }
        switch (result) {
            case Stored stored -> stored(json, stored);
            case Invalid invalid -> {
                String detail =
                        invalid.violations().isEmpty()
                                ? invalid.code().title()
                                : invalid.violations().getFirst().detail();
                failed(json, result, invalid.code(), detail);
                ProblemWriter.violations(json, invalid.violations());
            }
            case Retry retry -> failed(json, result, retry.code(), retry.detail());
            case Unknown _ -> failed(json, result, ProblemType.OUTCOME_UNKNOWN, UNKNOWN_DETAIL);
        }
    }

    private static void stored(JsonBuffer json, Stored stored) {
        json.raw(stored.duplicate() ? ",\"status\":\"duplicate\"" : ",\"status\":\"stored\"");
        json.member("topic", stored.topic()).raw(",\"partition\":").number(stored.partition());
        if (stored.offset() >= 0) {
            json.raw(",\"offset\":").number(stored.offset());
        }
    }

    private static void failed(
            JsonBuffer json, ItemResult result, ProblemType code, String detail) {
        json.member("status", result.status())
                .member("code", code.slug())
                .member("detail", detail)
                .raw(code.retryable() ? ",\"retryable\":true" : ",\"retryable\":false");
    }
}
