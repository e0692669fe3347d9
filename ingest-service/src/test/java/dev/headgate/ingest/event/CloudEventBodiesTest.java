// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in the forms in which the CloudEvents specification shows them. */
class CloudEventBodiesTest {

    private static final String REQUIRED =
            "\"specversion\":\"1.0\",\"type\":\"com.example.someevent\",\"source\":\"/mycontext\","
                    + "\"id\":\"C234-1234-1234\"";

    private final CloudEventBodies bodies = new CloudEventBodies(3, 16);

    @Test
    void readsAnEventWithAllItSays() {
        String json =
                """
                {
                    "specversion" : "1.0",
                    "type" : "com.example.someevent",
                    "source" : "/mycontext",
                    "subject": null,
                    "id" : "C234-1234-1234",
                    "time" : "2018-04-05T17:31:00Z",
                    "comexampleextension1" : "value",
                    "comexampleothervalue" : 5,
                    "comexampleflag" : false,
                    "partitionkey" : "user-7",
                    "dataschema" : "https://example.com/some.json",
                    "datacontenttype" : "application/vnd.some+json",
                    "data" : { "appinfoA" : "abc", "appinfoB" : 123 }
                }
                """;

        ReceivedEvent event = event(json);

        assertThat(event.violations()).isEmpty();
        assertThat(event.id()).isEqualTo("C234-1234-1234");
        assertThat(event.type()).isEqualTo("com.example.someevent");
        assertThat(event.time()).isEqualTo("2018-04-05T17:31:00Z");
        assertThat(event.key()).isEqualTo("user-7");
        assertThat(event.context())
                .isEqualTo(
                        new CloudEventContext(
                                "/mycontext",
                                "application/vnd.some+json",
                                List.of(
                                        new ContextAttribute("comexampleextension1", "value"),
                                        new ContextAttribute("comexampleflag", "false"),
                                        new ContextAttribute("comexampleothervalue", "5"),
                                        new ContextAttribute(
                                                "dataschema", "https://example.com/some.json"))));
        assertThat(data(event, json)).isEqualTo("{ \"appinfoA\" : \"abc\", \"appinfoB\" : 123 }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "\"I'm just a string\"", "null", "[1, 2]", "true"})
    void keepsAnyJsonAsItIs(String data) {
        String json = "{" + REQUIRED + ",\"data\" : " + data + "}";

        assertThat(data(event(json), json)).isEqualTo(data);
    }

    @Test
    void keepsAnEventWithoutDataAsNull() {
        String json = "{" + REQUIRED + "}";

        assertThat(event(json).valid()).isTrue();
        assertThat(data(event(json), json)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"datacontenttype\":\"application/xml\",\"data\":\"<much wow=\\\"xml\\\"/>\""
                        + "|/datacontenttype|not-json",
                "\"data_base64\":\"eyAieHl6IjogMTIzIH0=\"|/data_base64|not-json",
                "\"data\":1,\"data\":2|/data|duplicate-key",
                "\"data\":{\"a\":1,\"a\":2}|/data/a|duplicate-key",
                "\"id\":\"other\"|/id|duplicate-key",
                "\"time\":\"yesterday\"|/time|not-a-time",
                "\"time\":5|/time|wrong-type",
                "\"subject\":true|/subject|wrong-type",
                "\"subject\":\"\"|/subject|empty",
                "\"subject\":\"a\\u0007b\"|/subject|control-character",
                "\"subject\":\"\\ud800\"|/subject|lone-surrogate",
                "\"dataschema\":\"a b\"|/dataschema|not-a-uri",
                "\"comExample\":\"a\"|/comExample|attribute-name",
                "\"a/b\":\"a\"|/a~1b|attribute-name",
                "\"extension\":1.5|/extension|wrong-type",
                "\"extension\":2147483648|/extension|wrong-type",
                "\"extension\":{\"a\":1}|/extension|wrong-type",
                "\"extension\":[]|/extension|wrong-type"
            })
    void refusesWhatIsWrong(String member, String pointer, String code) {
        ReceivedEvent event = event("{" + REQUIRED + "," + member + "}");

        assertThat(event.violations())
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.pointer()).isEqualTo(pointer);
                    assertThat(violation.code()).isEqualTo(code);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "type", "source", "id"})
    void requiresWhatTheSpecificationRequires(String name) {
        String member = "\"%s\":".formatted(name);
        String without = "{" + REQUIRED.replace(member, "\"other\":") + "}";
        String unset = "{" + REQUIRED.replaceFirst(member + "\"[^\"]*\"", member + "null") + "}";

        for (String json : List.of(without, unset)) {
            assertThat(event(json).violations())
                    .singleElement()
                    .satisfies(violation -> {
                        assertThat(violation.pointer()).isEqualTo("/" + name);
                        assertThat(violation.code()).isEqualTo("required");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3,unknown-specversion", "1.0.1,unknown-specversion", "'',empty"})
    void takesOneVersion(String version, String code) {
        ReceivedEvent event = event("{" + REQUIRED.replace("1.0", version) + "}");

        assertThat(event.violations())
                .singleElement()
                .extracting(EventViolation::code)
                .isEqualTo(code);
    }

    @Test
    void limitsAttributesInNumberAndSize() {
        var many = new StringBuilder("{" + REQUIRED);
        for (int i = 0; i < CloudEventAttributes.ATTRIBUTES_MAX; i++) {
            many.append(",\"x").append(i).append("\":\"v\"");
        }
        String tooLong =
                "{" + REQUIRED + ",\"x\":\"" + "v".repeat(AttributeRules.VALUE_CHARS_MAX) + "v\"}";

        assertThat(event(many + "}").violations())
                .extracting(EventViolation::code)
                .containsOnly("too-many-attributes");
        assertThat(event(tooLong).violations())
                .singleElement()
                .extracting(EventViolation::code)
                .isEqualTo("too-long");
    }

    @Test
    void readsABatchInItsOrder() {
        byte[] json = ("[{" + REQUIRED + ",\"data\":1}, 7 ,{}]").getBytes(UTF_8);

        assertThat(bodies.readBatch(json, json.length))
                .asInstanceOf(type(BodyReading.Many.class))
                .satisfies(many -> {
                    assertThat(many.events())
                            .extracting(ReceivedEvent::pointer)
                            .containsExactly("/0", "/1", "/2");
                    assertThat(many.events())
                            .extracting(ReceivedEvent::valid)
                            .containsExactly(true, false, false);
                });
    }

    @Test
    void readsAnEmptyBatch() {
        assertThat(bodies.readBatch("[ ]".getBytes(UTF_8), 3))
                .isEqualTo(new BodyReading.Many(List.of()));
    }

    @Test
    void limitsABatch() {
        byte[] json = "[{},{},{},{}]".getBytes(UTF_8);

        assertThat(bodies.readBatch(json, json.length)).isEqualTo(new BodyReading.TooMany(3));
    }

    @Test
    void tellsTheModesApart() {
        byte[] batch = "[]".getBytes(UTF_8);
        byte[] single = "{}".getBytes(UTF_8);

        assertThat(bodies.readEvent(batch, 2)).isInstanceOf(BodyReading.NotEvents.class);
        assertThat(bodies.readBatch(single, 2)).isInstanceOf(BodyReading.NotEvents.class);
        assertThat(bodies.readEvent(single, 0)).isInstanceOf(BodyReading.Malformed.class);
        assertThat(bodies.readBatch(single, 0)).isInstanceOf(BodyReading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"id\" 1}", "{\"id\":\"a\",}", "{} {}", "{\"data\":01}"})
    void refusesWhatIsNoJson(String json) {
        byte[] body = json.getBytes(UTF_8);

        assertThat(bodies.readEvent(body, body.length)).isInstanceOf(BodyReading.Malformed.class);
    }

    @Test
    void readsHeadersAndData() {
        byte[] body = " {\"message\": \"Hello World!\"}\n".getBytes(UTF_8);

        BodyReading reading =
                bodies.readData(
                        body,
                        body.length,
                        "application/json; charset=utf-8",
                        List.of(
                                AttributeHeader.of("ce-specversion", "1.0"),
                                AttributeHeader.of("Ce-Type", "com.example.someevent"),
                                AttributeHeader.of("CE-TIME", "2018-04-05T03:56:24Z"),
                                AttributeHeader.of("ce-id", "1234-1234-1234"),
                                AttributeHeader.of("ce-source", "/mycontext/subcontext"),
                                AttributeHeader.of("ce-subject", "Euro%20%E2%82%AC%20%f0%9f%98%80"),
                                AttributeHeader.of("ce-older", "\"a \\\"b\\\\\"")));

        assertThat(reading)
                .asInstanceOf(type(BodyReading.One.class))
                .extracting(BodyReading.One::event)
                .satisfies(event -> {
                    assertThat(event.violations()).isEmpty();
                    assertThat(event.data(body)).isEqualTo(body);
                    assertThat(event.context())
                            .isEqualTo(
                                    new CloudEventContext(
                                            "/mycontext/subcontext",
                                            "application/json; charset=utf-8",
                                            List.of(
                                                    new ContextAttribute("older", "a \"b\\"),
                                                    new ContextAttribute("subject", "Euro € 😀"))));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C0%A0", "%", "%2", "%zz", "é", "a\tb", "%ED%A0%80"})
    void refusesAHeaderThatIsNotEncodedAsItShouldBe(String text) {
        BodyReading reading =
                bodies.readData(
                        new byte[0], 0, null, requiredAnd(AttributeHeader.of("ce-subject", text)));

        assertThat(reading)
                .asInstanceOf(type(BodyReading.One.class))
                .satisfies(one ->
                        assertThat(one.event().violations())
                                .singleElement()
                                .isEqualTo(
                                        EventViolation.of(
                                                "/subject",
                                                "malformed-header",
                                                "a header is printable ASCII, and all else in it"
                                                        + " percent-encoded UTF-8")));
    }

    @Test
    void refusesAHeaderThatSaysTheContentTypeAgain() {
        BodyReading reading =
                bodies.readData(
                        new byte[0],
                        0,
                        "application/json",
                        requiredAnd(AttributeHeader.of("ce-datacontenttype", "application/json")));

        assertThat(reading)
                .asInstanceOf(type(BodyReading.One.class))
                .satisfies(one ->
                        assertThat(one.event().violations())
                                .singleElement()
                                .extracting(EventViolation::code)
                                .isEqualTo("duplicate-key"));
    }

    private static List<AttributeHeader> requiredAnd(AttributeHeader more) {
        return List.of(
                AttributeHeader.of("ce-specversion", "1.0"),
                AttributeHeader.of("ce-type", "t"),
                AttributeHeader.of("ce-id", "1"),
                AttributeHeader.of("ce-source", "/s"),
                more);
    }

    private ReceivedEvent event(String json) {
        byte[] body = json.getBytes(UTF_8);
        return ((BodyReading.One) bodies.readEvent(body, body.length)).event();
    }

    private static String data(ReceivedEvent event, String json) {
        return new String(event.data(json.getBytes(UTF_8)), UTF_8);
    }
}
