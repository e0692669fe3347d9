// SPDX-License-Identifier: Apache-2.0
/** A way to the API server that counts, fails and ends as a test wants. */
@NullMarked
package dev.headgate.operator.proxy;

import org.jspecify.annotations.NullMarked;
