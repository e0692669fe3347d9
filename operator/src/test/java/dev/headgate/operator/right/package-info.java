// SPDX-License-Identifier: Apache-2.0
/** What the operator may do on a cluster, against what it does. */
@NullMarked
package dev.headgate.operator.right;

import org.jspecify.annotations.NullMarked;
