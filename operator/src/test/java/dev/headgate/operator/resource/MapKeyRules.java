// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;

/** What the records say of the keys of their maps, as rules: a schema has no words for keys. */
final class MapKeyRules {

    private MapKeyRules() {}

    /** Adds the rules to each map in the schema of a record. */
    static void add(ObjectNode schema, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode field = (ObjectNode) schema.get("properties").get(component.getName());
            if (component.getType() == Map.class) {
                addRules(field, key(component));
            } else if (component.getType().isRecord()) {
                add(field, component.getType());
            } else if (item(component) instanceof Class<?> item && item.isRecord()) {
                add((ObjectNode) field.get("items"), item);
            }
        }
    }

    private static AnnotatedElement key(RecordComponent component) {
        return ((AnnotatedParameterizedType) component.getAnnotatedType())
                .getAnnotatedActualTypeArguments()[0];
    }

    private static Type item(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? list.getActualTypeArguments()[0]
                : component.getType();
    }

    private static void addRules(ObjectNode map, AnnotatedElement key) {
        long size = key.getAnnotation(Size.class).max();
        String pattern = key.getAnnotation(Pattern.class).value();
        var rules = map.putArray("x-kubernetes-validations");
        rules.addObject()
                .put("message", "a key has more than " + size + " characters")
                .put("reason", "FieldValueInvalid")
                .put("rule", "self.all(key, key.size() <= " + size + ")");
        rules.addObject()
                .put("message", "a key does not match " + pattern)
                .put("reason", "FieldValueInvalid")
                .put("rule", "self.all(key, key.matches(r'" + pattern + "'))");
    }
}
