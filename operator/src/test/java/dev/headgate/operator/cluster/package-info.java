// SPDX-License-Identifier: Apache-2.0
/** A real API server for tests, as child processes of the test's JVM. */
@NullMarked
package dev.headgate.operator.cluster;

import org.jspecify.annotations.NullMarked;
