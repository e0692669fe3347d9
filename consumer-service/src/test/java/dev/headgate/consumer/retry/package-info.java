// SPDX-License-Identifier: Apache-2.0
/** Tests of the schedule of retries. */
@NullMarked
package dev.headgate.consumer.retry;

import org.jspecify.annotations.NullMarked;
