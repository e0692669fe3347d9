// SPDX-License-Identifier: Apache-2.0
/** The reconciler at a real API server. */
@NullMarked
package dev.headgate.operator.reconcile;

import org.jspecify.annotations.NullMarked;
