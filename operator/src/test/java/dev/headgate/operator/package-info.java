// SPDX-License-Identifier: Apache-2.0
/** Rules over the operator as a whole. */
@NullMarked
package dev.headgate.operator;

import org.jspecify.annotations.NullMarked;
