// SPDX-License-Identifier: Apache-2.0
/** What may break, broken on purpose: each fault with what must hold through it. */
@NullMarked
package dev.headgate.consumer.faults;

import org.jspecify.annotations.NullMarked;
