// SPDX-License-Identifier: Apache-2.0
/** Compressed bodies: their codings, read as streams, so that who reads decides when to stop. */
@NullMarked
package dev.headgate.ingest.coding;

import org.jspecify.annotations.NullMarked;
