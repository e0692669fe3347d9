// SPDX-License-Identifier: Apache-2.0
/** {@code headgate replay}: landing records of Kafka again, without duplicates. */
@NullMarked
package dev.headgate.cli.replay;

import org.jspecify.annotations.NullMarked;
