// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.event.EnvelopeDecoding.Decoded;
import dev.headgate.contract.event.EnvelopeDecoding.Undecodable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventEnvelopeTest {

    private static final EventEnvelope FULL =
            new EventEnvelope(
                    "0197-é-😀",
                    "order.created",
                    "/default/orders",
                    "2026-01-01T00:00:00Z",
                    "käufer-7",
                    "application/json");

    @Test
    void writesTheHeadersOfTheCloudEventsBinding() {
        assertThat(FULL.toHeaders())
                .extracting(header -> header.name() + "=" + new String(header.value(), UTF_8))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_id=0197-é-😀",
                        "ce_type=order.created",
                        "ce_source=/default/orders",
                        "ce_time=2026-01-01T00:00:00Z",
                        "ce_partitionkey=käufer-7",
                        "content-type=application/json");
    }

    @Test
    void readsBackWhatItWrote() {
        assertThat(EventEnvelope.fromHeaders(FULL.toHeaders())).isEqualTo(new Decoded(FULL));
    }

    @Test
    void readsBackAnEventWithoutTimeAndKey() {
        var bare = new EventEnvelope("1", "a", "/s", null, null, "text/plain");
        assertThat(bare.toHeaders()).hasSize(5);
        assertThat(EventEnvelope.fromHeaders(bare.toHeaders())).isEqualTo(new Decoded(bare));
    }

    @Test
    void readsTheLongestTextsAllowed() {
        var longest =
                new EventEnvelope(
                        "i".repeat(EventLimits.ID_CHARS_MAX),
                        "t".repeat(EventLimits.TYPE_CHARS_MAX),
                        "s".repeat(EventLimits.SOURCE_CHARS_MAX),
                        null,
                        "k".repeat(EventLimits.KEY_CHARS_MAX),
                        EventEnvelope.JSON);
        assertThat(EventEnvelope.fromHeaders(longest.toHeaders())).isEqualTo(new Decoded(longest));
    }

    @Test
    void takesDataWithoutContentTypeForJsonAndIgnoresForeignHeaders() {
        List<HeaderField> headers =
                without("content-type").apply(new ArrayList<>(FULL.toHeaders()));
        headers.add(new HeaderField("traceparent", new byte[] {(byte) 0xff}));
        assertThat(EventEnvelope.fromHeaders(headers)).isEqualTo(new Decoded(FULL));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void saysWhyHeadersDoNotDescribeAnEvent(
            String reason, UnaryOperator<List<HeaderField>> change, String detail) {
        List<HeaderField> headers = change.apply(new ArrayList<>(FULL.toHeaders()));
        assertThat(EventEnvelope.fromHeaders(headers)).isEqualTo(new Undecodable(reason, detail));
    }

    static Stream<Arguments> saysWhyHeadersDoNotDescribeAnEvent() {
        return Stream.of(
                refused(
                        "MissingHeader",
                        without("ce_specversion"),
                        "ce_specversion is missing or empty"),
                refused("MissingHeader", without("ce_id"), "ce_id is missing or empty"),
                refused("MissingHeader", with("ce_id", ""), "ce_id is missing or empty"),
                refused("MissingHeader", without("ce_type"), "ce_type is missing or empty"),
                refused("MissingHeader", with("ce_source", ""), "ce_source is missing or empty"),
                refused("MissingHeader", _ -> List.of(), "ce_specversion is missing or empty"),
                refused(
                        "UnknownSpecVersion",
                        with("ce_specversion", "0.3"),
                        "ce_specversion is not 1.0"),
                refused(
                        "HeaderTooLong",
                        with("ce_id", "i".repeat(257)),
                        "ce_id is longer than 256 characters"),
                refused(
                        "HeaderTooLong",
                        with("ce_type", "t".repeat(257)),
                        "ce_type is longer than 256 characters"),
                refused(
                        "HeaderTooLong",
                        with("ce_partitionkey", "k".repeat(513)),
                        "ce_partitionkey is longer than 512 characters"),
                refused(
                        "InvalidHeader",
                        with("ce_id", "a\0b"),
                        "ce_id is not UTF-8 text without NUL"),
                refused(
                        "InvalidHeader",
                        bytes("ce_type", new byte[] {(byte) 0xc3}),
                        "ce_type is not UTF-8 text without NUL"),
                refused("RepeatedHeader", twice("ce_id"), "ce_id is there twice"),
                refused("RepeatedHeader", twice("content-type"), "content-type is there twice"));
    }

    private static Arguments refused(
            String reason, UnaryOperator<List<HeaderField>> change, String detail) {
        return Arguments.of(reason, change, detail);
    }

    private static UnaryOperator<List<HeaderField>> without(String name) {
        return headers -> {
            headers.removeIf(header -> header.name().equals(name));
            return headers;
        };
    }

    private static UnaryOperator<List<HeaderField>> with(String name, String value) {
        return bytes(name, value.getBytes(UTF_8));
    }

    private static UnaryOperator<List<HeaderField>> bytes(String name, byte[] value) {
        return headers -> {
            headers.replaceAll(
                    header -> header.name().equals(name) ? new HeaderField(name, value) : header);
            return headers;
        };
    }

    private static UnaryOperator<List<HeaderField>> twice(String name) {
        return headers -> {
            headers.add(new HeaderField(name, "x".getBytes(UTF_8)));
            return headers;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, true",
        "application/json; charset=utf-8, true",
        "APPLICATION/JSON, true",
        "text/json, true",
        "application/cloudevents+json, true",
        "application/jsonl, false",
        "application/x-json, false",
        "text/plain, false",
        "json, false",
        "/json, false",
        "+json, false",
        "'', false"
    })
    void knowsWhichMediaTypesAreJson(String contentType, boolean json) {
        assertThat(EventEnvelope.isJson(contentType)).isEqualTo(json);
    }
}
