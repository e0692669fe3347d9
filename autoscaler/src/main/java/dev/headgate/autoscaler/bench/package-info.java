// SPDX-License-Identifier: Apache-2.0
/** Controllers beside one another on the same traces. */
@NullMarked
package dev.headgate.autoscaler.bench;

import org.jspecify.annotations.NullMarked;
