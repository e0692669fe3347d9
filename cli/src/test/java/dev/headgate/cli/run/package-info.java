// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code headgate run} in a process of its own, killed for real. */
@NullMarked
package dev.headgate.cli.run;

import org.jspecify.annotations.NullMarked;
