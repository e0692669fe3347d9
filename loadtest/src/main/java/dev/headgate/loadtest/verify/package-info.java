// SPDX-License-Identifier: Apache-2.0
/** The comparison of what was acknowledged with what PostgreSQL holds. */
@NullMarked
package dev.headgate.loadtest.verify;

import org.jspecify.annotations.NullMarked;
