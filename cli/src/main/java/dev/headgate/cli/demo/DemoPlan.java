// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.nio.file.Path;

/**
 * What the demonstration shall do.
 *
 * @param pipelineFile the pipeline to run
 * @param events file of real events, one JSON object a line
 * @param folder where the platform keeps its data
 * @param count how many events to send
 * @param perSecond pace
 */
record DemoPlan(Path pipelineFile, Path events, Path folder, int count, int perSecond) {}
