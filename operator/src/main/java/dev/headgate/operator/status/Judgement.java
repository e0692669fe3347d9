// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.status;

import dev.headgate.operator.resource.PipelineCondition.Truth;

/**
 * What one look at a pipeline came to.
 *
 * @param message for people, with what to do; nothing in it may change by itself, for a change is
 *     written to the API server
 */
public record Judgement(ConditionType type, Truth truth, ConditionReason reason, String message) {}
