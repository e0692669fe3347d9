// SPDX-License-Identifier: Apache-2.0
/** What is sent: events made from a seed or read from a file, as bodies of requests. */
@NullMarked
package dev.headgate.loadtest.workload;

import org.jspecify.annotations.NullMarked;
