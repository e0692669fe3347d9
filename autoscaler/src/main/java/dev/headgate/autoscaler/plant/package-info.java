// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated pipeline in steps of a second: what a controller sees of it, and what comes of it.
 */
@NullMarked
package dev.headgate.autoscaler.plant;

import org.jspecify.annotations.NullMarked;
