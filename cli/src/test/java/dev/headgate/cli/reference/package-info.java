// SPDX-License-Identifier: Apache-2.0
/** Pages of the reference that are made from the code, and compared with it. */
@NullMarked
package dev.headgate.cli.reference;

import org.jspecify.annotations.NullMarked;
