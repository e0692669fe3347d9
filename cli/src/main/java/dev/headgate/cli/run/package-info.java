// SPDX-License-Identifier: Apache-2.0
/** {@code headgate run}: a whole pipeline on one machine. */
@NullMarked
package dev.headgate.cli.run;

import org.jspecify.annotations.NullMarked;
