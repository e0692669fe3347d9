// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import static dev.headgate.tables.generated.Tables.TOPIC_REF;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * The views of a pipeline's topics. PostgreSQL itself makes them when a topic becomes known (a
 * trigger of {@code topic_ref}); here they are found again, and made again where one is missing.
 */
final class TopicViews {

    private TopicViews() {}

    /** Makes the views that are missing: dropped by hand, or never made. */
    static void restore(DSLContext dsl, String schema) {
        dsl.update(TOPIC_REF)
                .setNull(TOPIC_REF.VIEW_NAME)
                .where(TOPIC_REF.VIEW_NAME.isNull().or(TOPIC_REF.VIEW_NAME.notIn(there(schema))))
                .execute();
    }

    /** The names of those that are there. */
    static List<String> names(DSLContext dsl, String schema) {
        return dsl.selectDistinct(TOPIC_REF.VIEW_NAME)
                .from(TOPIC_REF)
                .where(TOPIC_REF.VIEW_NAME.in(there(schema)))
                .orderBy(TOPIC_REF.VIEW_NAME)
                .fetch(TOPIC_REF.VIEW_NAME);
    }

    private static Select<Record1<String>> there(String schema) {
        return DSL.select(DSL.field(DSL.name("viewname"), String.class))
                .from(DSL.table(DSL.name("pg_catalog", "pg_views")))
                .where(DSL.field(DSL.name("schemaname"), String.class).eq(schema));
    }
}
