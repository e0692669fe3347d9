// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Generates {@code docs/reference/tables.md} from the comments of a migrated schema and compares it
 * with the committed page. With {@code -Dheadgate.regenerate=true} it writes the page first.
 */
@ExtendWith(Database.Shared.class)
class TablesReferenceIT {

    private static final Path PAGE = Path.of("../docs/reference/tables.md");

    @Test
    void committedPageIsWhatTheDatabaseSays(Database database) throws SQLException, IOException {
        String page = TablesPage.of(database);
        if (Boolean.getBoolean("headgate.regenerate")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    @Test
    void everyTableAndColumnHasAComment(Database database) throws SQLException {
        String schema = database.schema();

        List<String> without =
                database.ask(
                        """
                        SELECT c.relname, a.attname FROM pg_class AS c
                            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        WHERE c.relnamespace = '%s'::regnamespace AND c.relkind = 'r'
                            AND c.relname <> 'flyway_schema_history'
                            AND (col_description(c.oid, a.attnum) IS NULL
                                OR obj_description(c.oid, 'pg_class') IS NULL)
                        """
                                .formatted(schema));

        assertThat(without).isEmpty();
    }
}
