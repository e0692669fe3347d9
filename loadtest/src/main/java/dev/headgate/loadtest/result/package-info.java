// SPDX-License-Identifier: Apache-2.0
/** The result of a run, as it is written to files and read back. */
@NullMarked
package dev.headgate.loadtest.result;

import org.jspecify.annotations.NullMarked;
