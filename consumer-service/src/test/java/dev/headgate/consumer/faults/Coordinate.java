// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

/** A place in a topic's log. */
record Coordinate(int partition, long offset) {}
