// SPDX-License-Identifier: Apache-2.0
/** The custom resource definition: generated, compared, and judged. */
@NullMarked
package dev.headgate.operator.resource;

import org.jspecify.annotations.NullMarked;
