// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.headgate.autoscaler.bench;

import org.jspecify.annotations.NullMarked;
