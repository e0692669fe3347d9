// SPDX-License-Identifier: Apache-2.0
/** Everything that touches PostgreSQL: the landing transaction, the fence and the dead letters. */
@NullMarked
package dev.headgate.consumer.landing;

import org.jspecify.annotations.NullMarked;
