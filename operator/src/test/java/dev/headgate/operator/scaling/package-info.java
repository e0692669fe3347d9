// SPDX-License-Identifier: Apache-2.0
/** How what is decided about consumers is kept, told and carried out. */
@NullMarked
package dev.headgate.operator.scaling;

import org.jspecify.annotations.NullMarked;
