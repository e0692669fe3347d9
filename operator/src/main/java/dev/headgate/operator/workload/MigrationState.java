// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

/** The Job that makes a pipeline's schema, and how far it has come. */
record MigrationState(String job, JobState state) {}
