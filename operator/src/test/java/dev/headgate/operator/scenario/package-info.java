// SPDX-License-Identifier: Apache-2.0
/** Whole stories of pipelines, told to the running operator with real servers around it. */
@NullMarked
package dev.headgate.operator.scenario;

import org.jspecify.annotations.NullMarked;
