// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import java.util.Map;

/** Where the consumer pods of a pipeline are found. */
public final class ConsumerPods {

    /** Port for health, metrics and telemetry. */
    public static final int MANAGEMENT_PORT = ServiceRole.CONSUMER.managementPort();

    /** Selects those of all pipelines. */
    public static final String SELECTOR =
            "%s,%s=%s,%s=%s"
                    .formatted(
                            WorkloadScope.PIPELINE_LABEL,
                            WorkloadScope.COMPONENT_LABEL,
                            ServiceRole.CONSUMER.component(),
                            WorkloadScope.MANAGED_BY_LABEL,
                            WorkloadScope.MANAGED_BY);

    private ConsumerPods() {}

    /** What tells those of a pipeline from all other pods of its namespace. */
    public static Map<String, String> selector(String pipeline) {
        return WorkloadScope.selector(pipeline, ServiceRole.CONSUMER);
    }

    /** The pipeline that a pod belongs to, if it says so. */
    public static String pipeline(Map<String, String> labels) {
        return labels.getOrDefault(WorkloadScope.PIPELINE_LABEL, "");
    }
}
