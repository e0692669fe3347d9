// SPDX-License-Identifier: Apache-2.0
/** Tests of the {@code headgate} command, and of the project's structure. */
@NullMarked
package dev.headgate.cli;

import org.jspecify.annotations.NullMarked;
