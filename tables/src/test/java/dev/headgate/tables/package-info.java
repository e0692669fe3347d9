// SPDX-License-Identifier: Apache-2.0
/** Tests of the schema and the generator of its jOOQ classes. */
@NullMarked
package dev.headgate.tables;

import org.jspecify.annotations.NullMarked;
