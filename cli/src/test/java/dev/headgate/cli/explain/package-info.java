// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code headgate explain}. */
@NullMarked
package dev.headgate.cli.explain;

import org.jspecify.annotations.NullMarked;
