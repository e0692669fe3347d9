// SPDX-License-Identifier: Apache-2.0
/** What a consumer tells about itself, for whoever decides how many consumers there should be. */
@NullMarked
package dev.headgate.contract.telemetry;

import org.jspecify.annotations.NullMarked;
