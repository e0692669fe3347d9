// SPDX-License-Identifier: Apache-2.0
/** Tests of who may look at dead letters. */
@NullMarked
package dev.headgate.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
