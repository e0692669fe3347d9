// SPDX-License-Identifier: Apache-2.0
/** The {@code headgate} command. */
@NullMarked
package dev.headgate.cli;

import org.jspecify.annotations.NullMarked;
