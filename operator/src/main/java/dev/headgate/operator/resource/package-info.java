// SPDX-License-Identifier: Apache-2.0
/** The custom resource: the contract's pipeline as Kubernetes keeps it, and its status. */
@NullMarked
package dev.headgate.operator.resource;

import org.jspecify.annotations.NullMarked;
