// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.status;

/** What is judged of every pipeline; the order is that in which troubles are summed up. */
public enum ConditionType {
    /** The topics exist in Kafka as the spec wants them. */
    TopicsReady,
    /** Events are accepted over HTTP. */
    IngestAvailable,
    /** Events land in PostgreSQL. */
    ConsumerAvailable
}
