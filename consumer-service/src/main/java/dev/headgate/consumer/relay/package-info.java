// SPDX-License-Identifier: Apache-2.0
/** The relay that publishes dead letters from their table to dead-letter topics, at least once. */
@NullMarked
package dev.headgate.consumer.relay;

import org.jspecify.annotations.NullMarked;
