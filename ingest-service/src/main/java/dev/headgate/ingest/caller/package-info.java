// SPDX-License-Identifier: Apache-2.0
/** Who posts events, what they may post and how much of it. */
@NullMarked
package dev.headgate.ingest.caller;

import org.jspecify.annotations.NullMarked;
