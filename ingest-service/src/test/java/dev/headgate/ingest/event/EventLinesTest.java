// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLinesTest {

    private static final String EVENT = "{\"type\":\"t\",\"data\":1}";

    @Test
    void readsAnEventFromEachLineThatIsNotBlank() {
        String first = "{\"id\":\"a\",\"type\":\"t\",\"data\": { \"x\" : 1 } }";
        String body = "\n" + first + "\r\n \t\r\n\n{\"id\":\"b\",\"type\":\"t\",\"data\":2}";

        List<ReceivedEvent> events = many(body);

        assertThat(events).extracting(ReceivedEvent::id).containsExactly("a", "b");
        assertThat(events).extracting(ReceivedEvent::pointer).containsExactly("/0", "/1");
        assertThat(data(body, events.getFirst())).isEqualTo("{ \"x\" : 1 }");
        assertThat(data(body, events.getLast())).isEqualTo("2");
    }

    @Test
    void judgesEachLineByItself() {
        List<ReceivedEvent> events = many(EVENT + "\n{\"type\":\"t\"}\n[" + EVENT + "]\n");

        assertThat(events)
                .extracting(event -> event.violations().stream().map(EventViolation::code).toList())
                .containsExactly(List.of(), List.of("required"), List.of("wrong-type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "E$x|byte 0 of line 2",
                "E$E{|byte 21 of line 2",
                "E$$ {\"type\":\"t\",$\"data\":1}|byte 13 of line 3",
                "E E|byte 22 of line 1",
                "E$\"open|byte 5 of line 2",
                "E$1.$2|byte 2 of line 2"
            })
    void namesTheLineAndTheByteOfWhatIsNoJson(String lines, String place) {
        String body = lines.replace('$', '\n').replace("E", EVENT);

        BodyReading reading = read(body);

        assertThat(reading).isInstanceOf(BodyReading.Malformed.class);
        var malformed = (BodyReading.Malformed) reading;
        int line = Integer.parseInt(place.substring(place.lastIndexOf(' ') + 1));
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = body.indexOf('\n', start) + 1;
        }
        assertThat(malformed.reason()).endsWith(" (" + place + ")");
        assertThat("byte %d of line %d".formatted(malformed.position() - start, line))
                .isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'\n\n\r\n'"})
    void refusesABodyWithoutAnEvent(String body) {
        assertThat(read(body)).isEqualTo(new BodyReading.Malformed(0, "the body has no event"));
    }

    @Test
    void takesAsManyLinesAsABatchHasEvents() {
        assertThat(many((EVENT + "\n").repeat(3))).hasSize(3);
        assertThat(read((EVENT + "\n").repeat(4))).isEqualTo(new BodyReading.TooMany(3));
    }

    private static BodyReading read(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return new BodyReader(3, 8).readLines(bytes, bytes.length, EventForm.CANONICAL);
    }

    private static List<ReceivedEvent> many(String body) {
        BodyReading reading = read(body);
        assertThat(reading).isInstanceOf(BodyReading.Many.class);
        return ((BodyReading.Many) reading).events();
    }

    private static String data(String body, ReceivedEvent event) {
        return body.substring(event.dataStart(), event.dataEnd());
    }
}
