// SPDX-License-Identifier: Apache-2.0
/** The PostgreSQL schema of a pipeline: its migrations and how to name its tables at run time. */
@NullMarked
package dev.headgate.tables;

import org.jspecify.annotations.NullMarked;
