// SPDX-License-Identifier: Apache-2.0
/** Tests of the wanted children and of how they are applied. */
@NullMarked
package dev.headgate.operator.workload;

import org.jspecify.annotations.NullMarked;
