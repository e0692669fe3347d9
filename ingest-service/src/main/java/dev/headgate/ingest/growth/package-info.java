// SPDX-License-Identifier: Apache-2.0
/**
 * Holding a topic's events back while it gets more partitions, so that each key keeps its order.
 */
@NullMarked
package dev.headgate.ingest.growth;

import org.jspecify.annotations.NullMarked;
