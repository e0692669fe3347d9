// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

/** What a child of a pipeline is there for. */
enum ServiceRole {
    /** HTTP to Kafka. */
    INGEST("ingest", 9080),
    /** Kafka to PostgreSQL. */
    CONSUMER("consumer", 9081),
    /** Makes the schema, and ends; it has no port. */
    MIGRATION("migration", 0);

    private final String component;
    private final int managementPort;

    ServiceRole(String component, int managementPort) {
        this.component = component;
        this.managementPort = managementPort;
    }

    /** The word in names and labels. */
    String component() {
        return component;
    }

    /** Where health and metrics are. */
    int managementPort() {
        return managementPort;
    }
}
