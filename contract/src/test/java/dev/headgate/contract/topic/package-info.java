// SPDX-License-Identifier: Apache-2.0
/** Tests of what Kafka shall have for a pipeline. */
@NullMarked
package dev.headgate.contract.topic;

import org.jspecify.annotations.NullMarked;
