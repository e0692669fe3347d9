// SPDX-License-Identifier: Apache-2.0
/** What the operator and the ingest service tell each other while a topic grows in order. */
@NullMarked
package dev.headgate.contract.growth;

import org.jspecify.annotations.NullMarked;
