// SPDX-License-Identifier: Apache-2.0
/** Tests of the lanes' parts. */
@NullMarked
package dev.headgate.consumer.poll;

import org.jspecify.annotations.NullMarked;
