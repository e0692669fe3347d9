// SPDX-License-Identifier: Apache-2.0
/**
 * Decides how many consumers keep a pipeline's promise: from an observation and what it remembers.
 */
@NullMarked
package dev.headgate.autoscaler;

import org.jspecify.annotations.NullMarked;
