// SPDX-License-Identifier: Apache-2.0
/** The poll loop and the lanes that carry each partition's records to PostgreSQL. */
@NullMarked
package dev.headgate.consumer.poll;

import org.jspecify.annotations.NullMarked;
