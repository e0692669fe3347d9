// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code headgate dead-letters}. */
@NullMarked
package dev.headgate.cli.deadletters;

import org.jspecify.annotations.NullMarked;
