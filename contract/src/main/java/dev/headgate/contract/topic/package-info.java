// SPDX-License-Identifier: Apache-2.0
/**
 * What Kafka shall have for a pipeline: its topics, their dead-letter topics and their settings.
 */
@NullMarked
package dev.headgate.contract.topic;

import org.jspecify.annotations.NullMarked;
