// SPDX-License-Identifier: Apache-2.0
/** Benchmarks that {@code make bench} runs, and the page that their results are written into. */
@NullMarked
package dev.headgate.cli.bench;

import org.jspecify.annotations.NullMarked;
