// SPDX-License-Identifier: Apache-2.0
/** The rules of other autoscalers, written anew from their sources, to be measured beside ours. */
@NullMarked
package dev.headgate.autoscaler.baseline;

import org.jspecify.annotations.NullMarked;
