// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON object in a request's body; whatever is wrong with it is thrown as a problem. */
final class OrderBody {

    private static final int TEXT_CHARS_MAX = 1_024;

    private static final ObjectReader TREES =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    private final JsonNode body;

    private OrderBody(JsonNode body) {
        this.body = body;
    }

    /** Reads an object that has no other members than these. */
    static OrderBody of(byte[] bytes, String... members) {
        JsonNode body;
        try {
            body = TREES.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw LetterProblem.invalid("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException _) {
            throw LetterProblem.invalid("the body cannot be read");
        }
        if (!(body instanceof ObjectNode object)) {
            throw LetterProblem.invalid("the body must be a JSON object");
        }
        var known = Set.of(members);
        object.fieldNames()
                .forEachRemaining(name -> {
                    if (!known.contains(name)) {
                        throw LetterProblem.invalid(
                                "%s is no member; there are %s".formatted(name, List.of(members)));
                    }
                });
        return new OrderBody(body);
    }

    /** Which letters: {@code ids}, or {@code filter}, which may be empty but must be there. */
    LetterSelection selection() {
        boolean byIds = body.has("ids");
        if (byIds == body.has("filter")) {
            throw LetterProblem.invalid(
                    "say either ids or filter; an empty filter means all that is dead");
        }
        return byIds
                ? new LetterSelection(ids(), LetterFilter.of(Map.of()))
                : new LetterSelection(List.of(), LetterFilter.of(texts("filter")));
    }

    /** What was asked for, for the record. */
    String selectionJson() {
        return body.has("ids")
                ? "{\"ids\":" + body.get("ids") + "}"
                : "{\"filter\":" + body.get("filter") + "}";
    }

    /** A sentence that must be there. */
    String sentence(String name) {
        String text = text(name).orElse("").strip();
        if (text.isEmpty() || text.length() > TEXT_CHARS_MAX || text.indexOf('\0') >= 0) {
            throw LetterProblem.invalid(
                    "%s must be a text of 1 to %d characters".formatted(name, TEXT_CHARS_MAX));
        }
        return text;
    }

    /** A text of any length. */
    Optional<String> text(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw LetterProblem.invalid(name + " must be a text");
        }
        return Optional.of(value.textValue());
    }

    boolean yes(String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw LetterProblem.invalid(name + " must be true or false");
        }
        return value.booleanValue();
    }

    int number(String name, int otherwise, int min, int max) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
            throw LetterProblem.invalid(
                    "%s must be a whole number from %d to %d".formatted(name, min, max));
        }
        return value.intValue();
    }

    /** An object of texts; null counts as empty. */
    Map<String, String> texts(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw LetterProblem.invalid(name + " must be an object of texts");
        }
        var texts = new HashMap<String, String>();
        value.properties()
                .forEach(field -> {
                    JsonNode text = field.getValue();
                    if (!text.isTextual() && !text.isNumber() && !text.isNull()) {
                        throw LetterProblem.invalid(
                                "%s.%s must be a text".formatted(name, field.getKey()));
                    }
                    texts.put(field.getKey(), text.isNull() ? "" : text.asText());
                });
        return texts;
    }

    /** What is to be corrected: the value as text or in Base64, headers, or both. */
    LetterPatch patch() {
        Optional<String> text = text("value");
        Optional<String> base64 = text("valueBase64");
        Map<String, String> headers = texts("headers");
        if (text.isPresent() && base64.isPresent()) {
            throw LetterProblem.invalid("say value or valueBase64, not both");
        }
        if (text.isEmpty() && base64.isEmpty() && headers.isEmpty()) {
            throw LetterProblem.invalid("say what to correct: value, valueBase64 or headers");
        }
        byte[] value =
                text.map(each -> each.getBytes(UTF_8))
                        .or(() -> base64.map(OrderBody::bytes))
                        .orElse(null);
        return new LetterPatch(value, headers, sentence("reason"));
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw LetterProblem.invalid("valueBase64 is not Base64");
        }
    }

    private List<Long> ids() {
        JsonNode list = body.get("ids");
        if (!list.isArray() || list.isEmpty() || list.size() > LetterSelection.IDS_MAX) {
            throw LetterProblem.invalid(
                    "ids must be a list of 1 to %d numbers".formatted(LetterSelection.IDS_MAX));
        }
        var ids = new ArrayList<Long>();
        for (JsonNode id : list) {
            if (!id.canConvertToLong() || !id.isIntegralNumber()) {
                throw LetterProblem.invalid("ids must be whole numbers");
            }
            ids.add(id.longValue());
        }
        return ids;
    }
}
