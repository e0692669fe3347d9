// SPDX-License-Identifier: Apache-2.0
/** Hundreds of pipelines at one operator: what they cost, and that they cost nothing at rest. */
@NullMarked
package dev.headgate.operator.soak;

import org.jspecify.annotations.NullMarked;
