// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.autoscaler.plant.Score;
import dev.headgate.autoscaler.trace.Trial;

/** What a simulation was and what came of it, for programs. */
final class ReportJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private ReportJson() {}

    static String of(Report report) {
        Trial trial = report.trial();
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("trace")
                .put("name", trial.scenario().name())
                .put("seconds", trial.scenario().seconds())
                .put("recordsPerSecondMean", report.traffic().mean())
                .put("recordsPerSecondMax", report.traffic().peak());
        root.putObject("plant")
                .put("partitions", trial.plant().partitions())
                .put("replicaRecordsPerSecond", trial.plant().replicaRate())
                .put("startUpSecondsMin", trial.plant().startUp().leastSeconds())
                .put("startUpSecondsMax", trial.plant().startUp().mostSeconds())
                .put("firstReplicas", trial.scenario().firstReplicas());
        root.putObject("promise")
                .put("objectiveSeconds", trial.promise().objectiveSeconds())
                .put("minReplicas", trial.promise().minReplicas())
                .put("maxReplicas", trial.promise().maxReplicas());
        root.put("seeds", report.seeds());
        var outcomes = root.putArray("controllers");
        report.outcomes().forEach(each -> add(each, outcomes.addObject()));
        return root.toPrettyString();
    }

    private static void add(Outcome outcome, ObjectNode node) {
        node.put("controller", outcome.controller());
        spread(node.putObject("violationMinutes"), outcome.violationMinutes());
        spread(node.putObject("p99AgeSeconds"), outcome.p99AgeSeconds());
        spread(node.putObject("replicaHours"), outcome.replicaHours());
        spread(node.putObject("actions"), outcome.actions());
        spread(node.putObject("replicasMax"), outcome.replicasMax());
        var runs = node.putArray("runs");
        for (Outcome.SeedRun run : outcome.runs()) {
            Score score = run.score();
            runs.addObject()
                    .put("seed", run.seed())
                    .put("violationMinutes", score.violationMinutes())
                    .put("p99AgeSeconds", score.p99AgeSeconds())
                    .put("replicaHours", score.replicaHours())
                    .put("actions", score.actions())
                    .put("reversals", score.reversals())
                    .put("lagMaxRecords", score.lagMax())
                    .put("replicasMax", run.replicasMax());
        }
    }

    private static void spread(ObjectNode node, Spread spread) {
        node.put("mean", spread.mean()).put("min", spread.least()).put("max", spread.most());
    }
}
