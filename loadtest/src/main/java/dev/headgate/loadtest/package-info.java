// SPDX-License-Identifier: Apache-2.0
/** The load generator: what to send and when, what came back, and what became of it. */
@NullMarked
package dev.headgate.loadtest;

import org.jspecify.annotations.NullMarked;
