// SPDX-License-Identifier: Apache-2.0
/** Tests of a run as it is seen on the terminal. */
@NullMarked
package dev.headgate.loadtest.live;

import org.jspecify.annotations.NullMarked;
