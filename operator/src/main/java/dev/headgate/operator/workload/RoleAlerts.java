// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.name.MetricName;
import dev.headgate.operator.workload.AlertRule.Severity;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells Prometheus' operator when a service of a pipeline needs people. Series are told by
 * namespace and pod, the labels that every scrape of a cluster's pods gives them.
 */
final class RoleAlerts {

    static final String API_VERSION = RolePodMonitor.API_VERSION;
    static final String KIND = "PrometheusRule";

    /** What ingest answers when it could not store an event, and that is not the client's fault. */
    private static final String FAILED =
            "internal-error|kafka-unavailable|topic-missing|overloaded|not-stored|outcome-unknown";

    private final WorkloadScope scope;
    private final String pods;

    private RoleAlerts(WorkloadScope scope, ServiceRole role) {
        this.scope = scope;
        this.pods = pods(role);
    }

    static GenericKubernetesResource desired(WorkloadScope scope, ServiceRole role) {
        var alerts = new RoleAlerts(scope, role);
        List<Map<String, Object>> rules =
                alerts.of(role).stream().map(rule -> rule.written(scope)).toList();
        var group = new TreeMap<String, Object>(Map.of("name", scope.name(role), "rules", rules));
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withMetadata(scope.monitoringMetadata(role))
                .addToAdditionalProperties("spec", Map.of("groups", List.of(group)))
                .build();
    }

    private List<AlertRule> of(ServiceRole role) {
        return switch (role) {
            case INGEST -> List.of(ingestAbsent(), ingestFailing());
            // What is not meant to run, or waits on purpose, is no alarm.
            case CONSUMER ->
                    WantedReplicas.consumers(scope.pipeline(), 1) == 0
                            ? List.of(deadLetters(), relayBehind(), dataGaps())
                            : List.of(
                                    WantedReplicas.mayBeIdle(scope.spec())
                                            ? consumerNotWoken()
                                            : consumerAbsent(),
                                    rowsLate(),
                                    consumerStalled(),
                                    recordsParked(),
                                    deadLetters(),
                                    relayBehind(),
                                    dataGaps());
            case MIGRATION -> List.of();
        };
    }

    private AlertRule ingestAbsent() {
        return new AlertRule(
                "HeadgateIngestAbsent",
                Severity.critical,
                "5m",
                "absent(%s)".formatted(series(MetricName.INGEST_IN_FLIGHT_REQUESTS)),
                "no ingest pod tells its metrics, so perhaps nobody accepts events.",
                "See whether the ingest Deployment has ready pods, and whether Prometheus may reach their management port.");
    }

    private AlertRule ingestFailing() {
        return new AlertRule(
                "HeadgateIngestFailing",
                Severity.critical,
                "5m",
                "sum(rate(%s[5m])) / sum(rate(%s[5m])) > 0.01"
                        .formatted(
                                series(
                                        counter(MetricName.INGEST_REQUESTS),
                                        ",outcome=~\"%s\"".formatted(FAILED)),
                                series(counter(MetricName.INGEST_REQUESTS))),
                "more than 1 % of the requests could not be stored, for reasons of ours.",
                "The label outcome says the reason, and docs/reference/problems.md what it means; most often Kafka is away or ingest has too few replicas.");
    }

    private AlertRule consumerAbsent() {
        return consumerAbsent(noneWorks());
    }

    /**
     * Where none may run, that none does is an alarm only if events come in. Without a consumer
     * nobody tells of lag, so ingest is asked, and no further back than the last consumer waits
     * before it goes: what it has landed is not to count.
     */
    private AlertRule consumerNotWoken() {
        return consumerAbsent(
                "(%s) and on () sum(increase(%s{%s,outcome=\"stored\"}[%dm])) > 0"
                        .formatted(
                                noneWorks(),
                                counter(MetricName.INGEST_EVENTS),
                                pods(ServiceRole.INGEST),
                                idleMinutes()));
    }

    private int idleMinutes() {
        return (int) (ConsumerWorkload.settings(scope.spec()).idleSeconds() / 60);
    }

    private AlertRule consumerAbsent(String expression) {
        return new AlertRule(
                "HeadgateConsumerAbsent",
                Severity.critical,
                "5m",
                expression,
                "no consumer works on any partition, so no rows are written.",
                "See whether the consumer Deployment has ready pods; their readiness says what they wait for.");
    }

    private String noneWorks() {
        return "absent(%s) or sum(%s) == 0"
                .formatted(
                        series(MetricName.CONSUMER_PARTITIONS),
                        series(MetricName.CONSUMER_PARTITIONS));
    }

    private AlertRule rowsLate() {
        return new AlertRule(
                "HeadgateRowsLate",
                Severity.warning,
                "2m",
                "max(%s) > %d"
                        .formatted(
                                series(MetricName.CONSUMER_OLDEST_AGE_SECONDS),
                                scope.spec().consumer().latencyObjectiveSeconds()),
                "rows are later than latencyObjectiveSeconds promises.",
                "Compare the rate of rows with the rate of events: more consumers help only up to the number of partitions and to what PostgreSQL takes.");
    }

    private AlertRule consumerStalled() {
        return new AlertRule(
                "HeadgateConsumerStalled",
                Severity.critical,
                "5m",
                "sum(%s) > 0 and sum(rate(%s[5m])) + sum(rate(%s[5m])) + sum(rate(%s[5m])) == 0"
                        .formatted(
                                series(MetricName.CONSUMER_LAG_RECORDS),
                                series(counter(MetricName.CONSUMER_ROWS)),
                                series(counter(MetricName.CONSUMER_SUPPRESSED)),
                                series(counter(MetricName.CONSUMER_DEAD_LETTERS))),
                "events wait in Kafka and not one has landed for five minutes.",
                "The consumers' readiness says what they wait for; most often PostgreSQL is away, full or refuses the login.");
    }

    /** By then a record has failed four times or more; most of those that pass do so before. */
    private AlertRule recordsParked() {
        return new AlertRule(
                "HeadgateRecordsParked",
                Severity.warning,
                "5m",
                "max(%s) > 3600".formatted(series(MetricName.CONSUMER_PARKED_OLDEST_AGE_SECONDS)),
                "records have been parked for more than an hour; what keeps failing becomes a dead letter.",
                "The table retry_record of the pipeline's schema says why each one failed last; what they wait for is missing, most often the row that a foreign key asks for.");
    }

    private AlertRule deadLetters() {
        return new AlertRule(
                "HeadgateDeadLetters",
                Severity.warning,
                "0m",
                "sum(increase(%s[15m])) > 0"
                        .formatted(series(counter(MetricName.CONSUMER_DEAD_LETTERS))),
                "records arrive that cannot become rows; they are kept whole.",
                "The table dead_letter of the pipeline's schema has each record with the reason.");
    }

    private AlertRule relayBehind() {
        return new AlertRule(
                "HeadgateDeadLetterRelayBehind",
                Severity.warning,
                "5m",
                "max(%s) > 300"
                        .formatted(
                                series(
                                        MetricName
                                                .CONSUMER_DEAD_LETTERS_UNPUBLISHED_OLDEST_AGE_SECONDS)),
                "dead letters have waited for their topic for more than five minutes; they are safe in the table.",
                "The consumers' logs say once what they wait for: the topic dlq.<topic> is missing, may not be written to, or lacks in-sync replicas.");
    }

    private AlertRule dataGaps() {
        return new AlertRule(
                "HeadgateDataGap",
                Severity.critical,
                "0m",
                "sum(increase(%s[15m])) > 0"
                        .formatted(series(counter(MetricName.CONSUMER_DATA_GAPS))),
                "Kafka no longer has events that had not landed: they are lost.",
                "The table data_gap of the pipeline's schema says which offsets; a retention that is shorter than the longest standstill is the usual cause.");
    }

    private String series(String metric) {
        return series(metric, "");
    }

    private String series(String metric, String more) {
        return "%s{%s%s}".formatted(metric, pods, more);
    }

    private String pods(ServiceRole role) {
        return "namespace=\"%s\",pod=~\"%s-.+\"".formatted(scope.namespace(), scope.name(role));
    }

    /** Prometheus' name of a counter. */
    private static String counter(String metric) {
        return metric + "_total";
    }
}
