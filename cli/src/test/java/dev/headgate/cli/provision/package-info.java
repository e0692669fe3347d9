// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code headgate apply} against real servers. */
@NullMarked
package dev.headgate.cli.provision;

import org.jspecify.annotations.NullMarked;
