// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.headgate.cli.load;

import org.jspecify.annotations.NullMarked;
