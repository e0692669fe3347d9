// SPDX-License-Identifier: Apache-2.0
/** What the data of events must look like: JSON Schemas, and what checking them may cost. */
@NullMarked
package dev.headgate.ingest.schema;

import org.jspecify.annotations.NullMarked;
