// SPDX-License-Identifier: Apache-2.0
/** Tests of decoding. */
@NullMarked
package dev.headgate.consumer.record;

import org.jspecify.annotations.NullMarked;
