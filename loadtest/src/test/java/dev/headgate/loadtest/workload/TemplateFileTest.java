// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headgate.loadtest.workload.Template.Keys;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemplateFileTest {

    private static final String GOLDEN =
            """
            t.yaml:2: types[0].type is 5, but must be text; put it in quotes.
            t.yaml:3: types[1].weight is 0, but must be 1 to 1000000; the nearest is 1.
            t.yaml:4: types[2].weigth is not known; write weight.
            t.yaml:4: types[2].type is missing; name the event type.
            t.yaml:5: keys.exponent has no use with Uniform; remove it.
            t.yaml:5: keys.count is 2000000, but must be 1 to 1000000; the nearest is 1000000.
            t.yaml:5: keys.format must have %d once and no other %; write user-%d.
            t.yaml:7: data.a.int has its least (5) above its greatest (1); swap them.
            t.yaml:8: data.b has more than one generator; write one, such as {int: [1, 9]}.
            t.yaml:9: data.c.int[0] is 1.5, but must be a whole number; round it.
            t.yaml:10: data.d.word has 0 entries, but must have 1 to 1,000; add some.
            t.yaml:11: data.e.text[1] is 9999999, but must be 0 to 1048576; the nearest is 1048576.
            t.yaml:12: data.f.list lacks length; write {of: {int: [1, 9]}, length: [0, 5]}.
            t.yaml:13: data.g.list.length has 1 entries, but must have 2; add some.
            t.yaml:13: data.g.list.of.bool is 2, but must be 0 to 1; the nearest is 1.
            t.yaml:14: data.h has no generator; write one, such as {int: [1, 9]}.
            t.yaml:15: data.i.object.x.words is not known; write word.
            t.yaml:15: data.i.object.x has no generator; write one, such as {int: [1, 9]}.
            t.yaml:16: data.j.id must be true; write true, or remove the field.
            t.yaml:17: data.k is 7, but must be fields; write name: value.
            t.yaml:18: data.l.decimal[1] has more than 2 digits after the point; round it.
            t.yaml:19: data.m.scale belongs to decimal only; remove it.
            t.yaml:20: data.a is there twice; remove one.
            t.yaml:21: other is not known; known are types, keys, data.\
            """;

    @Test
    void takesWhatIsLeftOutFromTheDefaults() {
        Template template = parse("types: [{type: t}]\ndata: {a: {decimal: [0, 1]}}\n");

        assertThat(template.keys()).isEqualTo(Keys.DEFAULT);
        assertThat(template.types()).containsExactly(new Template.TypeShare("t", 1));
        assertThat(template.data().fields())
                .extracting(Generator.Field::value)
                .containsExactly(new Generator.Decimal(0, 100, 2));
    }

    @Test
    void namesEveryMistakeAtOnceWithPlaceAndRemedy() {
        assertThat(
                        mistakes(
                                """
                                types:
                                  - type: 5
                                  - {type: b, weight: 0}
                                  - {weigth: 2}
                                keys: {count: 2000000, distribution: Uniform, exponent: 1, format: user}
                                data:
                                  a: {int: [5, 1]}
                                  b: {int: [1, 2], bool: 1}
                                  c: {int: [1.5, 2]}
                                  d: {word: []}
                                  e: {text: [0, 9999999]}
                                  f: {list: {of: {bool: 2}}}
                                  g: {list: {of: {bool: 2}, length: [1]}}
                                  h: {}
                                  i: {object: {x: {words: [a]}}}
                                  j: {id: false}
                                  k: 7
                                  l: {decimal: [0, 1.005]}
                                  m: {int: [0, 1], scale: 2}
                                  a: {bool: 1}
                                other: 1
                                """))
                .isEqualTo(GOLDEN);
    }

    @Test
    void refusesAKeyInTheDataOfEventsWithoutKeys() {
        assertThat(
                        mistakes(
                                """
                                types: [{type: t}]
                                keys: {distribution: None, count: 3}
                                data: {a: {key: true}}
                                """))
                .isEqualTo(
                        """
                        t.yaml:2: keys.count has no use with None; remove it.
                        t.yaml:3: data.a.key needs keys, but keys.distribution is None; remove this field, or choose Uniform or Zipf.\
                        """);
    }

    @Test
    void refusesDataThatNoPipelineTakes() {
        assertThat(
                        mistakes(
                                """
                                types: [{type: t}]
                                data:
                                  a:
                                    list:
                                      length: [0, 1000]
                                      of: {list: {length: [0, 1000], of: {text: [0, 1000]}}}
                                """))
                .contains("t.yaml:3: data can have", "but no pipeline takes more than 10,485,760");
    }

    @Test
    void refusesWhatIsNoPlainYaml() {
        assertThat(mistakes("")).isEqualTo("t.yaml: is empty; write types and data into it.");
        assertThat(mistakes("- 1\n")).startsWith("t.yaml:1: is a list, but must be fields;");
        assertThat(mistakes("types: [\n")).startsWith("t.yaml:2: is not YAML: ");
        assertThat(mistakes("types: &a [{type: t}]\ndata: *a\n"))
                .startsWith("t.yaml:1: has an anchor, an alias or a tag,")
                .contains("t.yaml:2: has an anchor");
        assertThat(mistakes("data: " + "[".repeat(30) + "]".repeat(30)))
                .startsWith("t.yaml:1: is not YAML: ");
        assertThat(mistakes("types: [{type: \"a\\0b\"}]\ndata: {a: {bool: 1}}\n"))
                .isEqualTo(
                        "t.yaml:1: types[0].type has a character that PostgreSQL cannot keep;"
                                + " remove it.");
        assertThat(mistakes("a: 1\n---\nb: 2\n")).startsWith("t.yaml:2: is not YAML: ");
    }

    @Test
    void showsNotMoreMistakesThanCanBeRead() {
        assertThat(mistakes("types: [{type: t}]\ndata: {a: {bool: 1}}\n" + unknown(40)))
                .hasLineCount(31)
                .endsWith("t.yaml: has 10 more mistakes.");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> TemplateFile.read(Path.of("no-such.yaml")))
                .isInstanceOf(WorkloadException.class)
                .hasMessage("no-such.yaml: there is no such file; check its name.");
        assertThatThrownBy(() -> TemplateFile.read(Path.of(".")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageStartingWith(".: cannot be read: ");
    }

    private static String unknown(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("other").append(i).append(": 1\n");
        }
        return text.toString();
    }

    private static String mistakes(String text) {
        return String.valueOf(
                catchThrowableOfType(WorkloadException.class, () -> parse(text)).getMessage());
    }

    private static Template parse(String text) {
        return TemplateFile.parse("t.yaml", text.getBytes(UTF_8));
    }
}
