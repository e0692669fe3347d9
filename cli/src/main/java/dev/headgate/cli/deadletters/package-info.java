// SPDX-License-Identifier: Apache-2.0
/** {@code headgate dead-letters}: looks at dead letters, mends them and has them replayed. */
@NullMarked
package dev.headgate.cli.deadletters;

import org.jspecify.annotations.NullMarked;
