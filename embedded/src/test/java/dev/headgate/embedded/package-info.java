// SPDX-License-Identifier: Apache-2.0
/** Tests of the embedded servers, with the real servers. */
@NullMarked
package dev.headgate.embedded;

import org.jspecify.annotations.NullMarked;
