// SPDX-License-Identifier: Apache-2.0
/** Tests of growth that keeps the order of each key. */
@NullMarked
package dev.headgate.operator.growth;

import org.jspecify.annotations.NullMarked;
