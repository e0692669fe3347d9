// SPDX-License-Identifier: Apache-2.0
/** The way to Kafka: one supervised idempotent producer, a gate, and truthful outcomes. */
@NullMarked
package dev.headgate.ingest.kafka;

import org.jspecify.annotations.NullMarked;
