// SPDX-License-Identifier: Apache-2.0
/** What a Kafka record turns out to be: an event's row or something to keep as a dead letter. */
@NullMarked
package dev.headgate.consumer.record;

import org.jspecify.annotations.NullMarked;
