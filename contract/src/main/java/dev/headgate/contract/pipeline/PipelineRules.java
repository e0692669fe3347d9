// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.settings.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules that look at more than one field. Each is checked wherever the fields that it looks at
 * could be read, whatever is wrong elsewhere.
 */
final class PipelineRules {

    private static final String TOPICS = "spec.topics";
    private static final String INGEST = "spec.ingest";
    private static final String CONSUMER = "spec.consumer";

    private final RecordReader reader;
    private final Findings findings;

    PipelineRules(RecordReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    void check() {
        fixed("apiVersion", IngestionPipeline.API_VERSION);
        fixed("kind", IngestionPipeline.KIND);
        SortedMap<String, String> names = topicNames();
        distinctNames(names);
        reservedNames(names);
        distinctPatterns(names);
        reader.at(INGEST, IngestSpec.class).ifPresent(this::bodyHoldsEvent);
        reader.at(CONSUMER, ConsumerSpec.class).ifPresent(this::replicasInOrder);
        replicasFitPartitions();
    }

    private void fixed(String path, String expected) {
        reader.at(path, String.class)
                .filter(value -> !value.equals(expected))
                .ifPresent(value ->
                        findings.add(
                                path,
                                "is " + ScalarReader.clip(value),
                                Suggestion.nearest(value, List.of(expected))
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("write " + expected)));
    }

    /** Names of the topics by their paths. */
    private SortedMap<String, String> topicNames() {
        var names = new TreeMap<String, String>(PipelineRules::inFileOrder);
        for (int i = 0; findings.isLocated(topic(i)); i++) {
            String path = topic(i) + ".name";
            reader.at(path, String.class).ifPresent(name -> names.put(path, name));
        }
        return names;
    }

    private static int inFileOrder(String left, String right) {
        int byLength = Integer.compare(left.length(), right.length());
        return byLength == 0 ? left.compareTo(right) : byLength;
    }

    private void distinctNames(Map<String, String> names) {
        var paths = new HashMap<String, String>();
        names.forEach((path, name) -> {
            String earlier = paths.putIfAbsent(name.replace('.', '_'), path);
            if (earlier == null) {
                return;
            }
            String other = names.getOrDefault(earlier, "");
            if (other.equals(name)) {
                findings.add(
                        path,
                        name + " is already the name on line " + findings.line(earlier),
                        "give each topic its own name");
            } else {
                findings.add(
                        path,
                        "%s collides with %s on line %d: Kafka takes '.' and '_' for the same in metric names"
                                .formatted(name, other, findings.line(earlier)),
                        "choose a name that differs otherwise");
            }
        });
    }

    private void reservedNames(Map<String, String> names) {
        names.forEach((path, name) -> {
            if (name.startsWith("__")) {
                findings.add(
                        path,
                        name + " begins with __, as Kafka's internal topics do",
                        "choose another name");
            }
            Optional<String> source =
                    names.values().stream()
                            .filter(each -> PipelineNames.deadLetterTopic(each).equals(name))
                            .findFirst();
            source.ifPresent(each ->
                    findings.add(
                            path,
                            name + " is the dead-letter topic of " + each,
                            "choose another name"));
        });
    }

    private void distinctPatterns(Map<String, String> names) {
        var paths = new HashMap<String, String>();
        for (int i = 0; findings.isLocated(topic(i)); i++) {
            String list = topic(i) + ".eventTypes";
            String topic = names.getOrDefault(topic(i) + ".name", topic(i));
            List<?> patterns = reader.at(list, List.class).orElse(List.of());
            for (int j = 0; j < patterns.size(); j++) {
                String path = list + "[" + j + "]";
                String earlier = paths.putIfAbsent(patterns.get(j).toString(), topic);
                if (earlier != null) {
                    findings.add(
                            path,
                            "%s already goes to topic %s".formatted(patterns.get(j), earlier),
                            findings.isLocated(path)
                                    ? "each pattern on one topic only"
                                    : "list the topic's own eventTypes");
                }
            }
        }
    }

    private void bodyHoldsEvent(IngestSpec ingest) {
        if (ingest.maxEventBytes() > ingest.maxBodyBytes()) {
            findings.add(
                    INGEST + ".maxEventBytes",
                    "is %d, more than maxBodyBytes (%d)"
                            .formatted(ingest.maxEventBytes(), ingest.maxBodyBytes()),
                    "an event must fit into a request");
        }
    }

    private void replicasInOrder(ConsumerSpec consumer) {
        Integer max = consumer.maxReplicas();
        if (max != null && max < consumer.minReplicas()) {
            findings.add(
                    CONSUMER + ".maxReplicas",
                    "is %d, less than minReplicas (%d)".formatted(max, consumer.minReplicas()),
                    "");
        }
    }

    private void replicasFitPartitions() {
        Optional<ConsumerSpec> consumer = reader.at(CONSUMER, ConsumerSpec.class);
        List<?> topics = reader.at(TOPICS, List.class).orElse(List.of());
        if (consumer.isEmpty() || topics.isEmpty()) {
            return;
        }
        long partitions =
                topics.stream().mapToLong(topic -> ((TopicSpec) topic).partitions()).sum();
        fits("minReplicas", consumer.get().minReplicas(), partitions);
        Integer max = consumer.get().maxReplicas();
        if (max != null) {
            fits("maxReplicas", max, partitions);
        }
    }

    private void fits(String field, int replicas, long partitions) {
        if (replicas > partitions) {
            findings.add(
                    CONSUMER + "." + field,
                    "is %d, more than the topics have partitions (%d)"
                            .formatted(replicas, partitions),
                    "a consumer without a partition has no work");
        }
    }

    private static String topic(int index) {
        return TOPICS + "[" + index + "]";
    }
}
