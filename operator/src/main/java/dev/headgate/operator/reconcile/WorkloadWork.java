// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.operator.connection.PipelineConnections;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.workload.ChildOutcome;
import dev.headgate.operator.workload.ConsumerCount;
import dev.headgate.operator.workload.LiveChildren;
import dev.headgate.operator.workload.WorkloadApplier;
import dev.headgate.operator.workload.WorkloadReview;
import dev.headgate.operator.workload.WorkloadScope;
import dev.headgate.operator.workload.WorkloadSettings;
import java.util.List;
import java.util.Optional;

/**
 * The second half of a reconcile: from topics that can be used to services that use them. Without
 * such topics nothing is changed, and what runs goes on.
 */
final class WorkloadWork {

    private final WorkloadSettings settings;
    private final LiveChildren children;
    private final WorkloadApplier applier;

    WorkloadWork(WorkloadSettings settings, LiveChildren children, WorkloadApplier applier) {
        this.settings = settings;
        this.children = children;
        this.applier = applier;
    }

    /** Applies the children if they may run, and says how they stand. */
    WorkloadFindings run(
            PipelineResource pipeline, PipelineConnections connections, boolean runnable) {
        Optional<KafkaConnection> kafka = connections.kafka();
        if (!runnable || kafka.isEmpty()) {
            return new WorkloadFindings(
                    WorkloadReview.of(pipeline, List.of(), children.of(pipeline)),
                    Optional.empty());
        }
        Optional<LastScale> scale = ConsumerCount.change(pipeline, children.of(pipeline));
        List<ChildOutcome> outcomes =
                applier.apply(
                        new WorkloadScope(
                                pipeline, kafka.get(), connections.databaseSecret(), settings));
        return new WorkloadFindings(
                WorkloadReview.of(pipeline, outcomes, children.of(pipeline)), scale);
    }
}
