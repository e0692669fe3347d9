// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import java.util.Map;

/** Where the ingest pods of a pipeline are found. */
public final class IngestPods {

    /** Port for health, metrics and growth gates. */
    public static final int MANAGEMENT_PORT = ServiceRole.INGEST.managementPort();

    private IngestPods() {}

    /** What tells them from all other pods of the namespace. */
    public static Map<String, String> selector(String pipeline) {
        return WorkloadScope.selector(pipeline, ServiceRole.INGEST);
    }
}
