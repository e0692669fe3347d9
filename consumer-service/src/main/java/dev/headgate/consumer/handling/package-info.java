// SPDX-License-Identifier: Apache-2.0
/** Calls the pipeline's handler under limits and sorts what it answers. */
@NullMarked
package dev.headgate.consumer.handling;

import org.jspecify.annotations.NullMarked;
