// SPDX-License-Identifier: Apache-2.0
/** Real Kafka and real PostgreSQL on one machine, each keeping its data in a folder. */
@NullMarked
package dev.headgate.embedded;

import org.jspecify.annotations.NullMarked;
