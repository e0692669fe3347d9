// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.StatusFactory;
import dev.headgate.operator.topic.TopicAnnotations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the operator names what the operator says, all of it and nothing else. */
class OperatorPageTest {

    private static final Path PAGE = Path.of("../docs/operator.md");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|.*$");

    @Test
    void listsTheConditionsInTheirOrder() {
        assertThat(rows("Condition"))
                .containsExactlyElementsOf(
                        Stream.concat(
                                        Stream.of(StatusFactory.READY),
                                        Arrays.stream(ConditionType.values()).map(Enum::name))
                                .toList());
        assertThat(table("Condition").lines().filter(row -> row.contains("| always |")))
                .hasSize(
                        1
                                + (int)
                                        Arrays.stream(ConditionType.values())
                                                .filter(ConditionType::always)
                                                .count());
    }

    @Test
    void listsEveryReason() {
        assertThat(rows("Reason"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ConditionReason.values()).map(Enum::name).toList());
    }

    @Test
    void listsTheEventsWithTheirTypes() {
        assertThat(rows("Event"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventReason.values()).map(Enum::name).toList());
        for (EventReason reason : EventReason.values()) {
            assertThat(table("Event"))
                    .contains("| `%s` | %s |".formatted(reason.name(), reason.type()));
        }
    }

    @Test
    void listsTheAnnotationsAndTheFinalizer() {
        assertThat(rows("Annotation"))
                .containsExactlyInAnyOrder(
                        PipelinePause.ANNOTATION,
                        TopicAnnotations.DELETE_TOPICS,
                        TopicAnnotations.ACCEPT_TOPICS);
        assertThat(page()).contains("the finalizer `%s`".formatted(PipelineObject.FINALIZER));
        assertThat(page())
                .contains("every %d minutes".formatted(PipelineEvents.RESEND_AFTER.toMinutes()));
    }

    private static List<String> rows(String heading) {
        return FIRST_CELL.matcher(table(heading)).results().map(row -> row.group(1)).toList();
    }

    /** The table whose first column is headed so. */
    private static String table(String heading) {
        String page = page();
        int from = page.indexOf("| %s |".formatted(heading));
        assertThat(from).as("table %s", heading.toLowerCase(Locale.ROOT)).isPositive();
        int to = page.indexOf("\n\n", from);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
