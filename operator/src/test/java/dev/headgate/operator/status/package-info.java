// SPDX-License-Identifier: Apache-2.0
/** Tests of conditions. */
@NullMarked
package dev.headgate.operator.status;

import org.jspecify.annotations.NullMarked;
