// SPDX-License-Identifier: Apache-2.0
/** Tests of what operator and ingest tell each other. */
@NullMarked
package dev.headgate.contract.growth;

import org.jspecify.annotations.NullMarked;
