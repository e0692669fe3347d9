// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of topics: the plan and the ledger alone, the whole against a broker that can be killed.
 */
@NullMarked
package dev.headgate.operator.topic;

import org.jspecify.annotations.NullMarked;
