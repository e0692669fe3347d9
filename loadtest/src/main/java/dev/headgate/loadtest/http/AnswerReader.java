// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.loadtest.outcome.AcknowledgedPositions;
import dev.headgate.loadtest.outcome.Outcome;
import java.io.IOException;
import java.util.Arrays;

/**
 * Says what a response means for each event of its request. The common answer, everything stored,
 * is scanned for places in Kafka without being parsed; mixed ones are parsed. Owned by one loop; a
 * reading leaves its results in the object until the next one.
 */
final class AnswerReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PROBLEM = "urn:headgate:problem:".getBytes(UTF_8);
    private static final byte[] RESULTS = "\"results\":[".getBytes(UTF_8);
    private static final byte[] TOPIC = "\"topic\":\"".getBytes(UTF_8);
    private static final byte[] PARTITION = "\",\"partition\":".getBytes(UTF_8);
    private static final byte[] OFFSET = ",\"offset\":".getBytes(UTF_8);
    private static final int SLUG_CHARS_MAX = 40;

    private final AcknowledgedPositions positions;
    private final Outcome[] outcomes;
    private String name = "";
    private boolean worthRepeating;
    private byte[] topicBytes = new byte[0];
    private String topic = "";

    AnswerReader(int eventsPerRequest, AcknowledgedPositions positions) {
        this.outcomes = new Outcome[eventsPerRequest];
        this.positions = positions;
    }

    /** Reads a whole response. */
    void read(HttpResponse response) {
        int status = response.status();
        if (status >= 200 && status < 300 && status != 207) {
            all(Outcome.Accepted, "" + status, false);
            notePositions(response);
            return;
        }
        int slug = find(PROBLEM, response.array(), response.bodyStart(), response.bodyEnd());
        all(ofStatus(status), slug < 0 ? "" + status : status + " " + slug(response, slug), false);
        worthRepeating = worthRepeating(status);
        if (find(RESULTS, response.array(), response.bodyStart(), response.bodyEnd()) >= 0) {
            readResults(response);
        }
    }

    /** There was no response: the same for all events. */
    void none(Outcome outcome, String what) {
        all(outcome, what, true);
    }

    /** What became of the n-th event of the request. */
    Outcome outcome(int n) {
        return outcomes[n];
    }

    /** The answer in a few words, to count by. */
    String name() {
        return name;
    }

    /** Whether the same request may be answered otherwise in a while. */
    boolean worthRepeating() {
        return worthRepeating;
    }

    private void all(Outcome outcome, String called, boolean again) {
        Arrays.fill(outcomes, outcome);
        name = called;
        worthRepeating = again;
    }

    /** What a status says of an event that has no result of its own. */
    private static Outcome ofStatus(int status) {
        boolean refused = status < 500 || status == 501 || status == 503 || status == 505;
        return refused ? Outcome.Refused : Outcome.Unknown;
    }

    private static boolean worthRepeating(int status) {
        return status == 408
                || status == 429
                || status == 503
                || ofStatus(status) == Outcome.Unknown;
    }

    private void readResults(HttpResponse response) {
        JsonNode results;
        try {
            results =
                    JSON.readTree(
                                    response.array(),
                                    response.bodyStart(),
                                    response.bodyEnd() - response.bodyStart())
                            .path("results");
        } catch (IOException _) {
            all(Outcome.Unknown, "unreadable answer", true);
            return;
        }
        boolean again = false;
        for (int i = 0; i < outcomes.length; i++) {
            JsonNode result = results.path(i);
            String status = result.path("status").asText();
            outcomes[i] =
                    switch (status) {
                        case "stored", "duplicate" -> Outcome.Accepted;
                        case "invalid", "retry" -> Outcome.Refused;
                        default -> Outcome.Unknown;
                    };
            again |= outcomes[i] == Outcome.Unknown || status.equals("retry");
            if (result.has("offset")) {
                positions.acknowledged(
                        result.path("topic").asText(),
                        result.path("partition").asInt(),
                        result.path("offset").asLong());
            }
        }
        worthRepeating = again;
    }

    /** Notes each {@code "topic":"…","partition":…,"offset":…} of an answer of our own services. */
    private void notePositions(HttpResponse response) {
        byte[] body = response.array();
        int end = response.bodyEnd();
        int at = find(TOPIC, body, response.bodyStart(), end);
        while (at >= 0) {
            int nameStart = at + TOPIC.length;
            int nameEnd = find(PARTITION, body, nameStart, end);
            if (nameEnd < 0) {
                return;
            }
            int partitionStart = nameEnd + PARTITION.length;
            int partitionEnd = digitsEnd(body, partitionStart, end);
            int offsetStart = partitionEnd + OFFSET.length;
            if (offsetStart < end
                    && Arrays.equals(body, partitionEnd, offsetStart, OFFSET, 0, OFFSET.length)) {
                positions.acknowledged(
                        topic(body, nameStart, nameEnd),
                        (int) number(body, partitionStart, partitionEnd),
                        number(body, offsetStart, digitsEnd(body, offsetStart, end)));
            }
            at = find(TOPIC, body, offsetStart, end);
        }
    }

    private String topic(byte[] body, int from, int to) {
        if (!Arrays.equals(body, from, to, topicBytes, 0, topicBytes.length)) {
            topicBytes = Arrays.copyOfRange(body, from, to);
            topic = new String(topicBytes, UTF_8);
        }
        return topic;
    }

    private static String slug(HttpResponse response, int at) {
        int from = at + PROBLEM.length;
        int to = from;
        int limit = Math.min(response.bodyEnd(), from + SLUG_CHARS_MAX);
        while (to < limit
                && (response.array()[to] == '-' || Character.isLetter(response.array()[to]))) {
            to++;
        }
        return new String(response.array(), from, to - from, UTF_8);
    }

    private static int digitsEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static long number(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private static int find(byte[] wanted, byte[] bytes, int from, int end) {
        byte first = wanted[0];
        for (int i = from; i <= end - wanted.length; i++) {
            if (bytes[i] == first
                    && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
