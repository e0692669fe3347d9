// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import java.util.Map;
import java.util.TreeMap;

/**
 * One alert of Prometheus.
 *
 * @param name as people and pagers see it; its runbook in {@code docs/runbooks} is named so
 * @param severity how much it hurts
 * @param holds how long it must be so, as Prometheus writes it
 * @param expression when it is so
 * @param summary what it means, in a sentence
 * @param remedy what to look at first
 */
record AlertRule(
        String name,
        Severity severity,
        String holds,
        String expression,
        String summary,
        String remedy) {

    /** How much it hurts. */
    enum Severity {
        /** Somebody should look today. */
        warning,
        /** Somebody must look now: a promise is broken. */
        critical
    }

    /** Of which pipeline an alert tells. */
    private static final String NAMESPACE = "namespace";

    private static final String PIPELINE = "pipeline";

    /** As Prometheus' operator has it; sorted, so that it reads alike each time. */
    Map<String, Object> written(WorkloadScope scope) {
        var rule = new TreeMap<String, Object>();
        rule.put("alert", name);
        rule.put("expr", expression);
        rule.put("for", holds);
        rule.put(
                "labels",
                new TreeMap<>(
                        Map.of(
                                "severity",
                                severity.name(),
                                NAMESPACE,
                                scope.namespace(),
                                PIPELINE,
                                scope.pipeline().getMetadata().getName())));
        rule.put(
                "annotations",
                new TreeMap<>(
                        Map.of(
                                "summary",
                                "Pipeline %s/%s: %s"
                                        .formatted(
                                                scope.namespace(),
                                                scope.pipeline().getMetadata().getName(),
                                                summary),
                                "description",
                                remedy,
                                "runbook",
                                "docs/runbooks/%s.md".formatted(name))));
        return rule;
    }
}
