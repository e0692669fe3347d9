// SPDX-License-Identifier: Apache-2.0
/** A live, sampled, bounded view of what topics receive, on Helidon's messaging connector. */
@NullMarked
package dev.headgate.tail;

import org.jspecify.annotations.NullMarked;
