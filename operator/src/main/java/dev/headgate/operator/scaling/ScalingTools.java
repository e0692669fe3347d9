// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.operator.topic.ConsumerGroups;
import dev.headgate.operator.workload.LiveChildren;
import dev.headgate.operator.workload.ReplicaScaler;
import dev.headgate.sight.TelemetryClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What all looks share.
 *
 * @param leading whether this replica of the operator may act
 * @param changed told of a pipeline of which there is something to tell
 */
record ScalingTools(
        ConsumerGroups groups,
        TelemetryClient telemetry,
        LiveChildren children,
        ConsumerPodCache pods,
        ReplicaScaler scaler,
        DeletionCosts costs,
        ScalerStates states,
        SteadyClock clock,
        BooleanSupplier leading,
        Consumer<ResourceID> changed) {}
