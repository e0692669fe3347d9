// SPDX-License-Identifier: Apache-2.0
/** {@code headgate tail}: a live look at events and dead letters. */
@NullMarked
package dev.headgate.cli.tail;

import org.jspecify.annotations.NullMarked;
