// SPDX-License-Identifier: Apache-2.0
/** Results for people and machines: JSON, a web page, pictures, thresholds, comparisons. */
@NullMarked
package dev.headgate.loadtest.report;

import org.jspecify.annotations.NullMarked;
