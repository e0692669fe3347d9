// SPDX-License-Identifier: Apache-2.0
/** What became of each event, as the answers say. */
@NullMarked
package dev.headgate.loadtest.outcome;

import org.jspecify.annotations.NullMarked;
