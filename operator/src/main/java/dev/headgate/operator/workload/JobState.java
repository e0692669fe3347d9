// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far a Job has come, as its conditions say. */
sealed interface JobState {

    /**
     * It was not begun or goes on.
     *
     * @param failing whether a try has failed
     */
    record Running(boolean failing) implements JobState {}

    /** It has done its work. */
    record Complete() implements JobState {}

    /** It has given up. */
    record Failed(Instant since) implements JobState {}

    /** The state of a child; one that is no Job runs on. */
    static JobState of(HasMetadata child) {
        if (!(child instanceof Job job) || job.getStatus() == null) {
            return new Running(false);
        }
        List<JobCondition> conditions = job.getStatus().getConditions();
        return condition(conditions, "Failed")
                .<JobState>map(failed -> new Failed(Instant.parse(failed.getLastTransitionTime())))
                .orElseGet(() ->
                        condition(conditions, "Complete").isPresent()
                                ? new Complete()
                                : new Running(
                                        job.getStatus().getFailed() != null
                                                && job.getStatus().getFailed() > 0));
    }

    private static Optional<JobCondition> condition(List<JobCondition> conditions, String type) {
        return conditions.stream()
                .filter(each -> each.getType().equals(type) && each.getStatus().equals("True"))
                .findFirst();
    }
}
