// SPDX-License-Identifier: Apache-2.0
/** The load generator's commands: options become a plan, results become files and an exit code. */
@NullMarked
package dev.headgate.cli.load;

import org.jspecify.annotations.NullMarked;
