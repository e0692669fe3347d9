// SPDX-License-Identifier: Apache-2.0
/** A strict single-pass JSON scanner over bytes: what it accepts, PostgreSQL accepts as jsonb. */
@NullMarked
package dev.headgate.ingest.json;

import org.jspecify.annotations.NullMarked;
