// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a record's component say about a field of the pipeline file.
 *
 * @param type the value's class; {@code List} for lists, {@code Map} for maps
 * @param nullable whether absence is a value of its own
 * @param defaultText the default as YAML
 * @param keys the rules of a map's keys, whose name and description are the map's
 * @param items the rules of a list's items or a map's values, likewise
 */
record FieldRules(
        String name,
        Class<?> type,
        boolean required,
        boolean nullable,
        @Nullable String defaultText,
        ValueBounds bounds,
        @Nullable FieldRules keys,
        @Nullable FieldRules items,
        String description) {

    /** The fields of a record, in their order. */
    static List<FieldRules> of(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> field(type, component))
                .toList();
    }

    private static FieldRules field(Class<?> owner, RecordComponent component) {
        AnnotatedElement annotated = declared(owner, component.getName());
        Default otherwise = annotated.getAnnotation(Default.class);
        JsonPropertyDescription description =
                annotated.getAnnotation(JsonPropertyDescription.class);
        if (description == null) {
            throw new IllegalStateException(component + " has no description");
        }
        return new FieldRules(
                component.getName(),
                component.getType(),
                annotated.isAnnotationPresent(Required.class),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                otherwise == null ? null : otherwise.value(),
                ValueBounds.of(annotated),
                component.getType() == Map.class ? argument(component, description, 0) : null,
                argument(component, description, component.getType() == Map.class ? 1 : 0),
                description.value());
    }

    private static @Nullable FieldRules argument(
            RecordComponent component, JsonPropertyDescription description, int index) {
        if (!(component.getAnnotatedType() instanceof AnnotatedParameterizedType annotated)
                || !(component.getGenericType() instanceof ParameterizedType generic)) {
            return null;
        }
        AnnotatedType argument = annotated.getAnnotatedActualTypeArguments()[index];
        return new FieldRules(
                component.getName(),
                (Class<?>) generic.getActualTypeArguments()[index],
                true,
                false,
                null,
                ValueBounds.of(argument),
                null,
                null,
                description.value());
    }

    private static AnnotatedElement declared(Class<?> owner, String name) {
        try {
            return owner.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has a field for each component", e);
        }
    }

    /** The values that are allowed, as people read it; empty if the type says it all. */
    String allowed() {
        if (type.isEnum()) {
            return String.join(" | ", choices());
        }
        if (type == boolean.class) {
            return "true | false";
        }
        return bounds.toString();
    }

    /** The first sentence of the description. */
    String summary() {
        int end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end);
    }

    /** Names of the values of an enum; empty for other types. */
    List<String> choices() {
        Object[] constants = type.getEnumConstants();
        return constants == null
                ? List.of()
                : Arrays.stream(constants).map(Object::toString).toList();
    }
}
