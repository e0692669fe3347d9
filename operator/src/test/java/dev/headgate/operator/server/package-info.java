// SPDX-License-Identifier: Apache-2.0
/** Tests of what the operator tells about itself. */
@NullMarked
package dev.headgate.operator.server;

import org.jspecify.annotations.NullMarked;
