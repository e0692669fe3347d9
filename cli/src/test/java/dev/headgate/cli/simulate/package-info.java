// SPDX-License-Identifier: Apache-2.0
/** Tests of the simulation's command and of its page. */
@NullMarked
package dev.headgate.cli.simulate;

import org.jspecify.annotations.NullMarked;
