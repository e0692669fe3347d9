// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * A quick look whether a text may be one JSON value. It only tells whom to suspect: PostgreSQL
 * alone says what it takes as {@code jsonb}.
 */
public final class JsonSyntax {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonSyntax() {}

    /** False if the text is certainly not exactly one JSON value. */
    public static boolean isPlausible(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            // Skips an object or a list, and stays on anything else.
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException _) {
            return false;
        }
    }
}
