// SPDX-License-Identifier: Apache-2.0
/** The ingest service: events in over HTTP, out to Kafka, each answered truthfully. */
@NullMarked
package dev.headgate.ingest;

import org.jspecify.annotations.NullMarked;
