// SPDX-License-Identifier: Apache-2.0
/** Tests of the demonstration: that its proof can fail. */
@NullMarked
package dev.headgate.cli.demo;

import org.jspecify.annotations.NullMarked;
