// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.workload.LiveChildren;
import dev.headgate.operator.workload.WorkloadScope;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that a pipeline has come to, without what differs between two namespaces: equal for two
 * pipelines of one spec, however each got there.
 *
 * @param children what each child says, by kind and name
 * @param conditions status and reason by type
 * @param topics partitions by name
 * @param claims owner of each topic in the ledger
 */
record EndState(
        SortedMap<String, String> children,
        SortedMap<String, String> conditions,
        SortedMap<String, String> topics,
        SortedMap<String, String> claims,
        List<String> finalizers) {

    private static final String LEDGER = "headgate-topics-";
    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{8,64}\\b");

    /** Looks at everything. */
    static EndState of(Scenario scenario, String name) {
        PipelineResource pipeline = scenario.pipeline(name);
        var children = new TreeMap<String, String>();
        for (Class<? extends HasMetadata> kind : LiveChildren.KINDS) {
            scenario
                    .client()
                    .resources(kind)
                    .inNamespace(scenario.namespace())
                    .withLabel(WorkloadScope.PIPELINE_LABEL, name)
                    .list()
                    .getItems()
                    .stream()
                    .filter(child -> LiveChildren.belongs(child, pipeline))
                    .forEach(child ->
                            children.put(
                                    child.getKind() + "/" + child.getMetadata().getName(),
                                    said(child)));
        }
        var state =
                new EndState(
                        children,
                        conditions(pipeline),
                        text(scenario.kafka().partitions(scenario.namespace())),
                        claims(scenario),
                        List.copyOf(pipeline.getMetadata().getFinalizers()));
        return state.without(pipeline);
    }

    private static String said(HasMetadata child) {
        return switch (child) {
            case Deployment deployment -> Serialization.asYaml(deployment.getSpec());
            case Job job -> Serialization.asYaml(job.getSpec().getTemplate().getSpec());
            case ConfigMap map -> Serialization.asYaml(map.getData());
            default -> "";
        };
    }

    private static SortedMap<String, String> conditions(PipelineResource pipeline) {
        var conditions = new TreeMap<String, String>();
        pipeline.getStatus()
                .conditions()
                .forEach(each -> conditions.put(each.type(), each.status() + " " + each.reason()));
        return conditions;
    }

    private static SortedMap<String, String> claims(Scenario scenario) {
        var claims = new TreeMap<String, String>();
        scenario.client().configMaps().inNamespace(scenario.namespace()).list().getItems().stream()
                .filter(map -> map.getMetadata().getName().startsWith(LEDGER))
                .flatMap(map -> map.getData().entrySet().stream())
                .forEach(entry -> claims.put(entry.getKey(), owner(entry.getValue())));
        return claims;
    }

    /** Who, and whether Kafka's id of the topic is known; not which. */
    private static String owner(String entry) {
        String[] parts = entry.split(" ", -1);
        return parts[0] + (parts[2].equals("-") ? " unseen" : " seen");
    }

    private static SortedMap<String, String> text(Map<String, Integer> numbers) {
        return numbers.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue().toString(),
                                (first, _) -> first,
                                TreeMap::new));
    }

    private EndState without(PipelineResource pipeline) {
        UnaryOperator<String> plain = plain(pipeline);
        return new EndState(
                changed(children, plain),
                changed(conditions, plain),
                changed(topics, plain),
                changed(claims, plain),
                finalizers);
    }

    /** Digests depend on the name of the schema, and that on the namespace. */
    private static UnaryOperator<String> plain(PipelineResource pipeline) {
        String namespace = pipeline.getMetadata().getNamespace();
        String schema =
                PipelineNames.of(new PipelineMetadata(pipeline.getMetadata().getName(), namespace))
                        .schema();
        return text ->
                DIGEST.matcher(text.replace(schema, "SCHEMA").replace(namespace, "NAMESPACE"))
                        .replaceAll("DIGEST");
    }

    private static SortedMap<String, String> changed(
            Map<String, String> entries, UnaryOperator<String> change) {
        var changed = new TreeMap<String, String>();
        entries.forEach((key, value) -> changed.put(change.apply(key), change.apply(value)));
        return changed;
    }
}
