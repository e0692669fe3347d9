// SPDX-License-Identifier: Apache-2.0
/** The consumer service: its settings, its life cycle, its health and its metrics. */
@NullMarked
package dev.headgate.consumer;

import org.jspecify.annotations.NullMarked;
