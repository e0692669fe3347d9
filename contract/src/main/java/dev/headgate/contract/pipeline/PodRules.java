// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules over what pods have of their own. */
final class PodRules {

    private static final String OWN = "headgate.dev/";
    private static final List<String> OWN_LABELS = List.of(OWN, "app.kubernetes.io/");
    private static final String REMOVE = "remove the line";

    private final RecordReader reader;
    private final Findings findings;

    PodRules(RecordReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    void check() {
        for (String path : List.of("spec.ingest.pod", "spec.consumer.pod")) {
            reader.at(path, PodSettings.class).ifPresent(pod -> check(path, pod));
        }
    }

    private void check(String path, PodSettings pod) {
        foreign(path + ".labels", pod.labels().keySet(), OWN_LABELS);
        foreign(path + ".annotations", pod.annotations().keySet(), List.of(OWN));
        environment(path + ".env", pod.env());
        for (int i = 0; i < pod.tolerations().size(); i++) {
            toleration(path + ".tolerations[" + i + "]", pod.tolerations().get(i));
        }
        PodResources resources = pod.resources();
        if (resources != null) {
            within(path, "cpu", resources, ResourceAmounts::cpu);
            within(path, "memory", resources, ResourceAmounts::memory);
        }
    }

    private void foreign(String path, Collection<String> keys, List<String> own) {
        keys.stream()
                .filter(key -> own.stream().anyMatch(key::startsWith))
                .sorted()
                .forEach(key ->
                        findings.add(MapReader.entry(path, key), "is the platform's own", REMOVE));
    }

    private void environment(String path, List<EnvironmentVariable> variables) {
        var names = new HashSet<String>();
        for (int i = 0; i < variables.size(); i++) {
            String name = variables.get(i).name();
            String at = path + "[" + i + "].name";
            if (name.startsWith("HEADGATE_")) {
                findings.add(at, name + " is the platform's own", REMOVE);
            }
            if (!names.add(name)) {
                findings.add(at, name + " is already set", "remove one of the two");
            }
        }
    }

    private void toleration(String path, PodToleration toleration) {
        boolean exists = toleration.operator() == PodToleration.Operator.Exists;
        if (exists && toleration.value() != null) {
            findings.add(path + ".value", "operator Exists takes no value", REMOVE);
        }
        if (!exists && toleration.key() == null) {
            findings.add(path + ".key", "is required with operator Equal", "");
        }
        if (toleration.tolerationSeconds() != null
                && toleration.effect() != PodToleration.Effect.NoExecute) {
            findings.add(path + ".tolerationSeconds", "needs effect: NoExecute", "");
        }
    }

    private void within(
            String path,
            String field,
            PodResources resources,
            Function<ResourceAmounts, @Nullable String> amount) {
        Optional<String> request = Optional.ofNullable(resources.requests()).map(amount);
        Optional<String> limit = Optional.ofNullable(resources.limits()).map(amount);
        if (request.isEmpty() || limit.isEmpty()) {
            return;
        }
        if (ResourceAmounts.amount(request.get()).compareTo(ResourceAmounts.amount(limit.get()))
                > 0) {
            findings.add(
                    path + ".resources.requests." + field,
                    "is %s, more than limits.%s (%s)".formatted(request.get(), field, limit.get()),
                    "");
        }
    }
}
