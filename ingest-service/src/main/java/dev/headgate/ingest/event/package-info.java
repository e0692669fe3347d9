// SPDX-License-Identifier: Apache-2.0
/** Events as they arrive: envelopes read from request bodies, without touching their data. */
@NullMarked
package dev.headgate.ingest.event;

import org.jspecify.annotations.NullMarked;
