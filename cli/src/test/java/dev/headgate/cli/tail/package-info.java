// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code headgate tail}. */
@NullMarked
package dev.headgate.cli.tail;

import org.jspecify.annotations.NullMarked;
