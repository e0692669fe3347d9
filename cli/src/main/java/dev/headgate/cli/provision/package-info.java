// SPDX-License-Identifier: Apache-2.0
/** {@code headgate apply}: a pipeline's topics and schema, made on given servers. */
@NullMarked
package dev.headgate.cli.provision;

import org.jspecify.annotations.NullMarked;
