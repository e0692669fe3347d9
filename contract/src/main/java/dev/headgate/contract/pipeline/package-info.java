// SPDX-License-Identifier: Apache-2.0
/**
 * The pipeline file: the records of an {@code IngestionPipeline}, the strict reader, and event
 * routing.
 */
@NullMarked
package dev.headgate.contract.pipeline;

import org.jspecify.annotations.NullMarked;
