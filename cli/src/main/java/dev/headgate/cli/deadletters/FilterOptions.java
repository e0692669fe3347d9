// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which dead letters are meant; all of them must fit. */
final class FilterOptions {

    @Option(names = "--cause", description = "All that failed for a cause, as the list shows it.")
    private @Nullable String cause;

    @Option(names = "--topic", description = "Topic.")
    private @Nullable String topic;

    @Option(names = "--partition", description = "Partition.")
    private @Nullable Integer partition;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Given up since, such as 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Given up before.")
    private @Nullable String until;

    @Option(names = "--class", description = "Class of the failure: Poison or Retryable.")
    private @Nullable String failureClass;

    @Option(names = "--reason-word", paramLabel = "WORD", description = "Reason, one word.")
    private @Nullable String reason;

    @Option(names = "--sqlstate", paramLabel = "CODE", description = "PostgreSQL's error code.")
    private @Nullable String sqlstate;

    @Option(names = "--key", description = "Key of the record.")
    private @Nullable String key;

    @Option(names = "--event", paramLabel = "ID", description = "Id of the event.")
    private @Nullable String event;

    @Option(names = "--type", description = "Type of the event.")
    private @Nullable String type;

    @Option(names = "--text", description = "Text in the sentence, the headers or the value.")
    private @Nullable String text;

    @Option(
            names = "--state",
            description = "Dead (default), ReplayRequested, Landed, Suppressed or Discarded.")
    private @Nullable String state;

    private Map<String, String> given() {
        var given = new TreeMap<String, String>();
        put(given, "cause", cause);
        put(given, "topic", topic);
        put(given, "partition", partition == null ? null : partition.toString());
        put(given, "since", since);
        put(given, "until", until);
        put(given, "class", failureClass);
        put(given, "reason", reason);
        put(given, "sqlstate", sqlstate);
        put(given, "key", key);
        put(given, "event", event);
        put(given, "type", type);
        put(given, "text", text);
        put(given, "state", state);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    boolean isEmpty() {
        return given().isEmpty();
    }

    /** As a query, with its question mark, together with another part of one. */
    String query(String more) {
        Stream<String> own =
                given().entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8));
        return Stream.concat(own, Stream.of(more))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&", "?", ""));
    }

    /** As the member of an order. */
    void putInto(ObjectNode order) {
        ObjectNode filter = order.putObject("filter");
        given().forEach(filter::put);
    }
}
