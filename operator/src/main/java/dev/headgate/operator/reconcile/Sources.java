// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.scaling.ConsumerPodCache;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What has pipelines looked at, beside themselves.
 *
 * @param children a change of a child
 * @param pods nothing; they are only kept in sight
 * @param looks what looking after the number of consumers has found
 */
record Sources(
        ChildInformers children,
        ConsumerPodCache pods,
        SimpleInboundEventSource<PipelineResource> looks) {

    /** All of them; called once. */
    List<EventSource<?, PipelineResource>> made(EventSourceContext<PipelineResource> context) {
        var all = new ArrayList<>(children.sources(context));
        all.add(pods.source(context));
        all.add(looks);
        return all;
    }
}
