// SPDX-License-Identifier: Apache-2.0
/**
 * What a pipeline means for each service: rendered settings, connections, and the check for unknown
 * keys.
 */
@NullMarked
package dev.headgate.contract.settings;

import org.jspecify.annotations.NullMarked;
