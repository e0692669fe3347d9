// SPDX-License-Identifier: Apache-2.0
/** The comparison, tried on tables that were tampered with. */
@NullMarked
package dev.headgate.loadtest.verify;

import org.jspecify.annotations.NullMarked;
