// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

/** A place in a picture, in its units, from its upper left corner. */
record Point(double x, double y) {}
