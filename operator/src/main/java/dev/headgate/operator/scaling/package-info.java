// SPDX-License-Identifier: Apache-2.0
/**
 * The number of consumers: a loop for each Kafka cluster looks at its pipelines, decides and writes
 * replicas. What it finds is left for the next reconcile to tell, which it asks for.
 */
@NullMarked
package dev.headgate.operator.scaling;

import org.jspecify.annotations.NullMarked;
