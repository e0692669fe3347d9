// SPDX-License-Identifier: Apache-2.0
/** {@code headgate simulate}: a promise, tried on traffic before it is trusted. */
@NullMarked
package dev.headgate.cli.simulate;

import org.jspecify.annotations.NullMarked;
