// SPDX-License-Identifier: Apache-2.0
/** Hands for the tests of retention. */
@NullMarked
package dev.headgate.consumer.retention;

import org.jspecify.annotations.NullMarked;
