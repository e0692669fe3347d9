// SPDX-License-Identifier: Apache-2.0
/** Tests of the calling of handlers. */
@NullMarked
package dev.headgate.consumer.handling;

import org.jspecify.annotations.NullMarked;
