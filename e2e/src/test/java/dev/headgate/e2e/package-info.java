// SPDX-License-Identifier: Apache-2.0
/** Black-box tests of the containers on a real Docker engine. */
@NullMarked
package dev.headgate.e2e;

import org.jspecify.annotations.NullMarked;
