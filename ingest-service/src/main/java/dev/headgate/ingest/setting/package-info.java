// SPDX-License-Identifier: Apache-2.0
/** The service's settings, validated and immutable. */
@NullMarked
package dev.headgate.ingest.setting;

import org.jspecify.annotations.NullMarked;
