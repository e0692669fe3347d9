// SPDX-License-Identifier: Apache-2.0
/** What is read of real servers. */
@NullMarked
package dev.headgate.sight;

import org.jspecify.annotations.NullMarked;
