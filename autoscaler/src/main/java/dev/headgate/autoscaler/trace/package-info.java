// SPDX-License-Identifier: Apache-2.0
/** What comes to a pipeline over time: made by formulas, or read from a file. */
@NullMarked
package dev.headgate.autoscaler.trace;

import org.jspecify.annotations.NullMarked;
