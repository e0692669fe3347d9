// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.autoscaler.Finding;

/** Observations and decisions as JSON: the components of their records, and nothing computed. */
final class DecisionJson {

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .visibility(PropertyAccessor.ALL, Visibility.NONE)
                    .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .addMixIn(Finding.class, Typed.class)
                    .registerSubtypes(Finding.class.getPermittedSubclasses())
                    .build();

    private DecisionJson() {}

    /** Which finding it is stands with it. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "finding")
    private interface Typed {}
}
