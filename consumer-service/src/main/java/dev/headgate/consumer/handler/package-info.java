// SPDX-License-Identifier: Apache-2.0
/** What a handler of one's own is written against: a public interface. */
@NullMarked
package dev.headgate.consumer.handler;

import org.jspecify.annotations.NullMarked;
