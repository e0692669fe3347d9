// SPDX-License-Identifier: Apache-2.0
/** The topics of pipelines: who has them, what Kafka has, what is changed, and when they go. */
@NullMarked
package dev.headgate.operator.topic;

import org.jspecify.annotations.NullMarked;
