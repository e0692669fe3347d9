// SPDX-License-Identifier: Apache-2.0
/** Tests of the consumer service against real servers, and what they share. */
@NullMarked
package dev.headgate.consumer;

import org.jspecify.annotations.NullMarked;
