// SPDX-License-Identifier: Apache-2.0
/** Tests of the operator's settings, and settings for tests. */
@NullMarked
package dev.headgate.operator.setting;

import org.jspecify.annotations.NullMarked;
