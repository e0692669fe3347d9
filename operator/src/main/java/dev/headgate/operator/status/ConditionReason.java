// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.status;

/** Why a condition is as it is. Programs rely on these words: one may be added, none renamed. */
public enum ConditionReason {
    /** Nothing has been looked at yet. */
    NotObserved,
    /** All that is judged is so. */
    AllReady,
    /** Neither the pipeline nor the operator's settings name a Kafka. */
    KafkaNotConfigured,
    /** The Secret for Kafka is not in the pipeline's namespace. */
    KafkaSecretMissing,
    /** The Secret for Kafka lacks a key. */
    KafkaSecretIncomplete,
    /** The Secret for PostgreSQL is not in the pipeline's namespace. */
    DatabaseSecretMissing,
    /** The Secret for PostgreSQL lacks a key. */
    DatabaseSecretIncomplete
}
