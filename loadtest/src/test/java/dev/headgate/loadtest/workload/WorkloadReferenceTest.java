// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.loadtest.workload.Template.Keys;
import dev.headgate.loadtest.workload.Template.TypeShare;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Holds the page about workloads to the code. */
class WorkloadReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/workload.md");

    @Test
    void namesEveryField() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(page).contains(fields("", WorkloadSettings.class));
        assertThat(page).contains(fields("", Template.class));
        assertThat(page).contains(fields("types[].", TypeShare.class));
        assertThat(page).contains(fields("keys.", Keys.class));
    }

    @Test
    void namesEveryGeneratorAndEveryFlaw() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(GeneratorReader.NAMES)
                .allSatisfy(name -> assertThat(page).containsPattern("\\| `" + name + "[:`]"));
        assertThat(GeneratorReader.LIST_FIELDS)
                .allSatisfy(name -> assertThat(page).containsPattern("`list: [^`]*" + name + ":"));
        assertThat(Flaw.values())
                .allSatisfy(flaw -> assertThat(page).contains("| `" + flaw + "` |"));
    }

    @Test
    void givesTheDefaultsOfKeys() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("| `keys.count` | " + Keys.DEFAULT.count() + " |")
                .contains("| `keys.distribution` | `" + Keys.DEFAULT.distribution() + "` |")
                .contains("| `keys.exponent` | " + Keys.DEFAULT.exponent() + " |")
                .contains("| `keys.format` | `" + Keys.DEFAULT.format() + "` |");
    }

    private static String[] fields(String path, Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> "| `" + path + name + "` |")
                .toArray(String[]::new);
    }
}
