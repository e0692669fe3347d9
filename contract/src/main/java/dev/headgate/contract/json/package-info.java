// SPDX-License-Identifier: Apache-2.0
/** Records as the services of a pipeline exchange them. */
@NullMarked
package dev.headgate.contract.json;

import org.jspecify.annotations.NullMarked;
