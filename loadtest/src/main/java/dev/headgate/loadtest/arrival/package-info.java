// SPDX-License-Identifier: Apache-2.0
/** When each request is due: rates over time, as functions that anyone can repeat. */
@NullMarked
package dev.headgate.loadtest.arrival;

import org.jspecify.annotations.NullMarked;
