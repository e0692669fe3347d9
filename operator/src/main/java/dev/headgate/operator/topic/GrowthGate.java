// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.time.Instant;

/**
 * What ingest is told while a topic grows. A closed gate means: take no more events of the topic
 * and say so. An open one means: go on as soon as your producer sees so many partitions. After its
 * time a gate is open by itself, so that an operator that is gone holds nothing back.
 *
 * @param partitions number that the topic will have
 */
public record GrowthGate(String topic, boolean closed, int partitions, Instant expiresAt) {}
