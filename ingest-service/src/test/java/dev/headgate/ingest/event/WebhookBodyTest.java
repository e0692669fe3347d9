// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.ingest.event.WebhookBody.TypeRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookBodyTest {

    @Test
    void takesTheWholeBodyAsTheData() {
        ReceivedEvent event = event(" {\"a\" : 1}\n", new TypeRule.Fixed("t"));

        assertThat(event.valid()).isTrue();
        assertThat(event.id()).isEqualTo("id-1");
        assertThat(event.type()).isEqualTo("t");
        assertThat(event.dataStart()).isZero();
        assertThat(event.dataEnd()).isEqualTo(11);
    }

    @Test
    void takesTheTypeFromWhereItIsTold() {
        assertThat(event("[]", new TypeRule.Told("github.", "push")).type())
                .isEqualTo("github.push");
        assertThat(
                        event(
                                        "{\"a\":{\"type\":\"x\"},\"type\":\"user.created\"}",
                                        new TypeRule.Member("clerk.", "type"))
                                .type())
                .isEqualTo("clerk.user.created");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "[]",
                "7",
                "{\"type\":7}",
                "{\"type\":\"\"}",
                "{\"tyqe\":\"a\"}",
                "{\"a\":{\"type\":\"x\"}}"
            })
    void refusesABodyThatDoesNotTellTheType(String body) {
        ReceivedEvent event = event(body, new TypeRule.Member("", "type"));

        assertThat(event.violations())
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.pointer()).isEqualTo("/type");
                    assertThat(violation.code()).isEqualTo("no-event-type");
                });
    }

    @ParameterizedTest
    @CsvSource({"''", "two words", "caf\u00e9"})
    void refusesAHeaderThatDoesNotTellTheType(String told) {
        assertThat(event("{}", new TypeRule.Told("github.", told)).violations()).hasSize(1);
    }

    @Test
    void refusesATypeThatIsTooLong() {
        assertThat(event("{}", new TypeRule.Told("", "x".repeat(256))).valid()).isTrue();
        assertThat(event("{}", new TypeRule.Told("g", "x".repeat(256))).valid()).isFalse();
    }

    @Test
    void tellsWhatPostgresqlCannotKeep() {
        assertThat(event("{\"a\":1,\"a\":2}", new TypeRule.Fixed("t")).violations())
                .extracting(EventViolation::code)
                .containsExactly("duplicate-key");
    }

    @ParameterizedTest
    @CsvSource({"''", "{", "{} x", "payload=%7B%7D"})
    void refusesWhatIsNotJson(String body) {
        assertThat(read(body, new TypeRule.Fixed("t"))).isInstanceOf(BodyReading.Malformed.class);
    }

    private static ReceivedEvent event(String body, TypeRule rule) {
        return switch (read(body, rule)) {
            case BodyReading.One(ReceivedEvent event) -> event;
            case BodyReading other -> throw new AssertionError(other);
        };
    }

    private static BodyReading read(String body, TypeRule rule) {
        byte[] bytes = body.getBytes(UTF_8);
        return new WebhookBody(8).read(bytes, bytes.length, "id-1", rule);
    }
}
