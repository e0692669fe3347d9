// SPDX-License-Identifier: Apache-2.0
/** The loop that brings pipelines to what their spec wants, and the framework around it. */
@NullMarked
package dev.headgate.operator.reconcile;

import org.jspecify.annotations.NullMarked;
