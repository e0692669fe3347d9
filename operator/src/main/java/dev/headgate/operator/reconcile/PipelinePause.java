// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.status.StatusFactory;
import java.time.InstantSource;
import java.util.Map;

/**
 * What is done for a pipeline that wants to be left alone, such as while people repair something by
 * hand: nothing but to say so in its status. Its deletion goes on nevertheless.
 */
final class PipelinePause {

    /** Set to {@code "true"}, it keeps the operator from changing anything. */
    static final String ANNOTATION = "headgate.dev/pause-reconciliation";

    private static final String SENTENCE =
            "The operator changes nothing, and the other conditions are as it saw them last, since the annotation "
                    + ANNOTATION
                    + " is true: remove it to go on.";

    private final InstantSource clock;

    PipelinePause(InstantSource clock) {
        this.clock = clock;
    }

    static boolean asked(PipelineResource pipeline) {
        Map<String, String> annotations = pipeline.getMetadata().getAnnotations();
        return annotations != null && "true".equals(annotations.get(ANNOTATION));
    }

    void run(PipelineObject object) {
        PipelineStatus previous = object.status();
        object.writeStatus(
                previous.with(
                        StatusFactory.with(
                                previous.conditions(),
                                new Judgement(
                                        ConditionType.ReconciliationPaused,
                                        Truth.True,
                                        ConditionReason.PausedByAnnotation,
                                        SENTENCE),
                                object.current().getMetadata().getGeneration(),
                                clock.instant())));
    }
}
