// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import dev.headgate.contract.name.PipelineNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules over the topics of a pipeline. */
final class TopicRules {

    private static final String TOPICS = "spec.topics";

    private final RecordReader reader;
    private final Findings findings;

    TopicRules(RecordReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    void check() {
        SortedMap<String, String> names = topicNames();
        distinctNames(names);
        reservedNames(names);
        distinctPatterns(names);
        for (int i = 0; findings.isLocated(topic(i)); i++) {
            String path = topic(i);
            reader.at(path, TopicSpec.class)
                    .ifPresent(topic -> {
                        growth(path, topic);
                        configs(path + ".configs", topic);
                    });
        }
    }

    /** Names of the topics by their paths. */
    private SortedMap<String, String> topicNames() {
        var names = new TreeMap<String, String>(TopicRules::inFileOrder);
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
            for (String each : names.values()) {
                if (PipelineNames.deadLetterTopic(each).equals(name)) {
                    findings.add(
                            path,
                            name + " is the dead-letter topic of " + each,
                            "choose another name");
                }
            }
            if (PipelineNames.isRefusedTopic(name)) {
                findings.add(
                        path,
                        name + " begins with refused., as topics of refused events do",
                        "choose another name");
            }
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

    private void growth(String path, TopicSpec topic) {
        Integer max = topic.maxPartitions();
        if (max != null && max < topic.partitions()) {
            findings.add(
                    path + ".maxPartitions",
                    "is %d, less than partitions (%d)".formatted(max, topic.partitions()),
                    "");
        }
        if (topic.partitionGrowth() == PartitionGrowth.Unkeyed
                && topic.partitionBy() != PartitionBy.None) {
            findings.add(
                    path + ".partitionGrowth",
                    "Unkeyed needs partitionBy: None, since a key may move when partitions are added",
                    "DrainThenGrow keeps the order of each key");
        }
    }

    private void configs(String path, TopicSpec topic) {
        topic.configs().keySet().stream()
                .filter(OwnedConfigs.NAMES::contains)
                .sorted()
                .forEach(name ->
                        findings.add(
                                MapReader.entry(path, name),
                                "the platform decides this setting itself",
                                "remove the line"));
    }

    private static String topic(int index) {
        return TOPICS + "[" + index + "]";
    }
}
