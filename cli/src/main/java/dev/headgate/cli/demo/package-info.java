// SPDX-License-Identifier: Apache-2.0
/** The demonstration: real events, killed processes, and a proof read from the database. */
@NullMarked
package dev.headgate.cli.demo;

import org.jspecify.annotations.NullMarked;
