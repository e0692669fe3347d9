// SPDX-License-Identifier: Apache-2.0
/** The event as it lies in Kafka: CloudEvents binary mode, headers beside an untouched value. */
@NullMarked
package dev.headgate.contract.event;

import org.jspecify.annotations.NullMarked;
