// SPDX-License-Identifier: Apache-2.0
/** What the operator tells about itself: health and metrics, over HTTP. */
@NullMarked
package dev.headgate.operator.server;

import org.jspecify.annotations.NullMarked;
