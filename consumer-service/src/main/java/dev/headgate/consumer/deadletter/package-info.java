// SPDX-License-Identifier: Apache-2.0
/** Dead letters for people: looking at them, mending them, trying them again. */
@NullMarked
package dev.headgate.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
