// SPDX-License-Identifier: Apache-2.0
/** Names that more than one process must spell alike: schemas, groups, topics, metrics. */
@NullMarked
package dev.headgate.contract.name;

import org.jspecify.annotations.NullMarked;
