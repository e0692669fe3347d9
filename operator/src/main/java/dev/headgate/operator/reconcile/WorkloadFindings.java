// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.workload.WorkloadReview;
import java.util.Optional;

/**
 * What became of a pipeline's services.
 *
 * @param scale the change of the number of consumers that was made, if one was
 */
record WorkloadFindings(WorkloadReview review, Optional<LastScale> scale) {}
