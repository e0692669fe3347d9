// SPDX-License-Identifier: Apache-2.0
/** Growing topics so that each key keeps its order: what is said to ingest and when. */
@NullMarked
package dev.headgate.operator.growth;

import org.jspecify.annotations.NullMarked;
