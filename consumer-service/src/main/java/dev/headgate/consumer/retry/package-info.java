// SPDX-License-Identifier: Apache-2.0
/** The parked records: when they are tried again, and what becomes of them. */
@NullMarked
package dev.headgate.consumer.retry;

import org.jspecify.annotations.NullMarked;
