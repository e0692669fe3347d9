// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.IngestAutoscaling;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** All that a pipeline wants to have on the cluster; depends on nothing but its scope. */
public final class PipelineWorkloads {

    private static final List<ServiceRole> SERVICES =
            List.of(ServiceRole.INGEST, ServiceRole.CONSUMER);

    private PipelineWorkloads() {}

    /**
     * The wanted children in the order in which they are applied: first what pods need to start,
     * then the schema, then the services.
     */
    public static List<HasMetadata> desired(WorkloadScope scope) {
        var children = new ArrayList<HasMetadata>();
        for (ServiceRole role : ServiceRole.values()) {
            children.add(OperandServiceAccount.desired(scope, role));
            children.add(RoleNetworkPolicy.desired(scope, role));
        }
        SERVICES.forEach(role -> children.add(SettingsConfigMap.desired(scope, role)));
        children.add(MigrationJob.desired(scope));
        children.add(IngestDeployment.desired(scope));
        children.add(ConsumerDeployment.desired(scope));
        children.add(IngestService.desired(scope));
        SERVICES.forEach(role -> children.add(DisruptionBudget.desired(scope, role)));
        IngestAutoscaling autoscaling = scope.spec().ingest().autoscaling();
        if (autoscaling != null) {
            children.add(IngestAutoscaler.desired(scope, autoscaling));
        }
        if (scope.settings().monitoring().podMonitors()) {
            SERVICES.forEach(role -> children.add(RolePodMonitor.desired(scope, role)));
        }
        if (scope.settings().monitoring().prometheusRules()) {
            SERVICES.forEach(role -> children.add(RoleAlerts.desired(scope, role)));
        }
        return List.copyOf(children);
    }
}
