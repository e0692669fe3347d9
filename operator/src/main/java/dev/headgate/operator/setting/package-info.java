// SPDX-License-Identifier: Apache-2.0
/** What the operator of an installation is set to. */
@NullMarked
package dev.headgate.operator.setting;

import org.jspecify.annotations.NullMarked;
