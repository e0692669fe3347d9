// SPDX-License-Identifier: Apache-2.0
/**
 * What Kafka and the consumers tell of running pipelines, brought into the form that the autoscaler
 * decides from. It reads and changes nothing.
 */
@NullMarked
package dev.headgate.sight;

import org.jspecify.annotations.NullMarked;
