// SPDX-License-Identifier: Apache-2.0
/** Tests of what touches PostgreSQL, without one. */
@NullMarked
package dev.headgate.consumer.landing;

import org.jspecify.annotations.NullMarked;
