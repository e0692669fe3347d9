// SPDX-License-Identifier: Apache-2.0
/** The rules of pipelines, as a real API server and as the file's reader judge by them. */
@NullMarked
package dev.headgate.operator.rule;

import org.jspecify.annotations.NullMarked;
