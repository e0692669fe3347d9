// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * A run that is over, as the verifier has to know it.
 *
 * @param workload what was sent
 * @param ledger what the answers said; what the database holds is noted in it
 * @param topics the pipeline's topics, for the order that they promise
 * @param startedAt the instant from which the ledger counts, by this machine's clock
 * @param dueNanos when the n-th request was due, in nanoseconds since the start
 * @param baseLine the watermarks before the run
 * @param settled whether every acknowledged place was settled before patience ended
 */
public record VerifiedRun(
        Workload workload,
        Ledger ledger,
        List<TopicSpec> topics,
        Instant startedAt,
        LongUnaryOperator dueNanos,
        WatermarkTotals baseLine,
        boolean settled) {

    public VerifiedRun {
        topics = List.copyOf(topics);
    }
}
