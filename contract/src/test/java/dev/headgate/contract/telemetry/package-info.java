// SPDX-License-Identifier: Apache-2.0
/** Tests of the telemetry's document. */
@NullMarked
package dev.headgate.contract.telemetry;

import org.jspecify.annotations.NullMarked;
