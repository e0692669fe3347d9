// SPDX-License-Identifier: Apache-2.0
/** From judgements to conditions: what the status of a pipeline says, and when it changes. */
@NullMarked
package dev.headgate.operator.status;

import org.jspecify.annotations.NullMarked;
