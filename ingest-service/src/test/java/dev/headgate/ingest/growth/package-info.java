// SPDX-License-Identifier: Apache-2.0
/** Tests of the growth gates. */
@NullMarked
package dev.headgate.ingest.growth;

import org.jspecify.annotations.NullMarked;
