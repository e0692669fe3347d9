// SPDX-License-Identifier: Apache-2.0
/** Which Kafka and PostgreSQL a pipeline uses, and whether their Secrets are there. */
@NullMarked
package dev.headgate.operator.connection;

import org.jspecify.annotations.NullMarked;
