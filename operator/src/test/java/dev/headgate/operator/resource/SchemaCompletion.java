// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What fabric8's generator leaves to do in a schema: lists have no types, whole numbers are written
 * with a decimal point, rules on fields stand twice, and the default {@code {}} of a record is
 * written as the record with zeros in it.
 */
final class SchemaCompletion {

    private static final List<String> BOUNDS = List.of("minimum", "maximum");

    /** Fields that are the key of the list whose items have them. */
    private static final List<String> KEYS = List.of("name", "type");

    void complete(ObjectNode schema) {
        BOUNDS.forEach(bound -> wholeNumber(schema, bound));
        rulesOnce(schema);
        schema.path("properties").valueStream().forEach(each -> complete((ObjectNode) each));
        if (schema.path("additionalProperties") instanceof ObjectNode values) {
            complete(values);
        }
        if (schema.path("items") instanceof ObjectNode items) {
            complete(items);
            listType(schema, items);
        }
        defaults(schema);
        if (schema.path("properties").path("lastTransitionTime") instanceof ObjectNode time) {
            time.put("format", "date-time");
        }
    }

    private static void wholeNumber(ObjectNode schema, String bound) {
        if (schema.has(bound)) {
            schema.put(bound, schema.get(bound).longValue());
        }
    }

    private static void rulesOnce(ObjectNode schema) {
        if (schema.get("x-kubernetes-validations") instanceof ArrayNode rules) {
            var seen = new HashSet<JsonNode>();
            ArrayNode once = schema.putArray("x-kubernetes-validations");
            rules.forEach(rule -> {
                if (seen.add(rule)) {
                    once.add(rule);
                }
            });
        }
    }

    /**
     * Lists without keys are atomic. A set would not do for texts: applied by a server-side apply,
     * what a user writes would join the default that is stored instead of replacing it.
     */
    private static void listType(ObjectNode list, ObjectNode items) {
        List<String> keys =
                StreamSupport.stream(items.path("required").spliterator(), false)
                        .map(JsonNode::asText)
                        .filter(KEYS::contains)
                        .toList();
        if (keys.isEmpty()) {
            list.put("x-kubernetes-list-type", "atomic");
        } else {
            list.put("x-kubernetes-list-type", "map");
            list.putArray("x-kubernetes-list-map-keys").add(keys.getFirst());
        }
    }

    /**
     * A record's default becomes the defaults below it, for the API server judges a default by the
     * rules before it fills anything in. An empty default says nothing, and is left out.
     */
    private static void defaults(ObjectNode schema) {
        if (schema.path("default").isObject() && schema.has("properties")) {
            ObjectNode whole = schema.putObject("default");
            schema.path("properties")
                    .propertyStream()
                    .filter(field -> field.getValue().has("default"))
                    .forEach(field -> whole.set(field.getKey(), field.getValue().get("default")));
        }
        JsonNode otherwise = schema.path("default");
        if (otherwise.isContainerNode() && otherwise.isEmpty()) {
            schema.remove("default");
        }
    }
}
