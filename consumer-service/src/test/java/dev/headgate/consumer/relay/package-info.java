// SPDX-License-Identifier: Apache-2.0
/** Tests of what the relay of dead letters writes. */
@NullMarked
package dev.headgate.consumer.relay;

import org.jspecify.annotations.NullMarked;
