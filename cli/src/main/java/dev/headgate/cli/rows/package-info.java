// SPDX-License-Identifier: Apache-2.0
/** {@code headgate rows}: a look at the newest rows. */
@NullMarked
package dev.headgate.cli.rows;

import org.jspecify.annotations.NullMarked;
