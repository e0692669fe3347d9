// SPDX-License-Identifier: Apache-2.0
/** Tests of the whole service against a real Kafka, and the benchmark. */
@NullMarked
package dev.headgate.ingest;

import org.jspecify.annotations.NullMarked;
