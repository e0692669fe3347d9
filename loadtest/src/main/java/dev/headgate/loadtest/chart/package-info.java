// SPDX-License-Identifier: Apache-2.0
/** Charts as SVG, drawn without any library, for pages that work offline. */
@NullMarked
package dev.headgate.loadtest.chart;

import org.jspecify.annotations.NullMarked;
