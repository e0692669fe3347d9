// SPDX-License-Identifier: Apache-2.0
/** {@code headgate explain}: what a pipeline file means. */
@NullMarked
package dev.headgate.cli.explain;

import org.jspecify.annotations.NullMarked;
