// SPDX-License-Identifier: Apache-2.0
/** Tests of the connections of a pipeline. */
@NullMarked
package dev.headgate.operator.connection;

import org.jspecify.annotations.NullMarked;
