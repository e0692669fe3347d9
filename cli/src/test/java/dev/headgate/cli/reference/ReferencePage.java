// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page under {@code docs/reference} that is made from the code. With {@code
 * -Dheadgate.regenerate=true} it is written before it is compared.
 */
final class ReferencePage {

    private ReferencePage() {}

    static void check(String name, String content) throws IOException {
        Path page = Path.of("../docs/reference").resolve(name);
        if (Boolean.getBoolean("headgate.regenerate")) {
            Files.writeString(page, content);
        }
        assertThat(page).hasContent(content);
    }

    /** Text for a cell of a table. */
    static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
