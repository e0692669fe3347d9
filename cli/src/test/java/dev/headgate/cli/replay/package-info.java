// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code headgate replay} against a run at work and a stopped one. */
@NullMarked
package dev.headgate.cli.replay;

import org.jspecify.annotations.NullMarked;
