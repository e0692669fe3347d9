// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code headgate run} as its user meets it: as a process. */
@NullMarked
package dev.headgate.cli.run;

import org.jspecify.annotations.NullMarked;
