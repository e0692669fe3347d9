// SPDX-License-Identifier: Apache-2.0
/** The removal of landed rows that are older than a pipeline keeps them. */
@NullMarked
package dev.headgate.consumer.retention;

import org.jspecify.annotations.NullMarked;
