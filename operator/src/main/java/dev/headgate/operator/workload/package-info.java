// SPDX-License-Identifier: Apache-2.0
/** What runs a pipeline on Kubernetes: the wanted children, and how they are applied. */
@NullMarked
package dev.headgate.operator.workload;

import org.jspecify.annotations.NullMarked;
