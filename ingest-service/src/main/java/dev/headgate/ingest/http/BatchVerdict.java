// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import java.util.List;

/** What a batch's results say together: the status alone must be safe to act on. */
sealed interface BatchVerdict {

    /** 202. */
    record AllStored() implements BatchVerdict {}

    /** 207. */
    record Mixed() implements BatchVerdict {}

    /**
     * Nothing stored, all for the same kind of reason: 403, 422, 503 or 504; or some not valid and
     * the others therefore not sent: 422.
     */
    record NoneStored(ProblemType type) implements BatchVerdict {}

    static BatchVerdict of(List<ItemResult> results) {
        int stored = 0;
        int invalid = 0;
        int forbidden = 0;
        int retry = 0;
        int rejected = 0;
        ProblemType retryType = ProblemType.NOT_STORED;
        for (ItemResult result : results) {
            switch (result) {
                case ItemResult.Stored _ -> stored++;
                case ItemResult.Invalid refused -> {
                    invalid++;
                    forbidden += refused.code() == ProblemType.EVENT_TYPE_NOT_ALLOWED ? 1 : 0;
                }
                case ItemResult.Retry later -> {
                    retry++;
                    rejected += later.code() == ProblemType.BATCH_REJECTED ? 1 : 0;
                    retryType = later.code();
                }
                case ItemResult.Unknown _ -> {}
            }
        }
        int all = results.size();
        if (stored == all) {
            return new AllStored();
        }
        if (invalid == all) {
            return new NoneStored(
                    forbidden == all
                            ? ProblemType.EVENT_TYPE_NOT_ALLOWED
                            : ProblemType.INVALID_EVENT);
        }
        if (rejected > 0 && invalid + rejected == all) {
            return new NoneStored(ProblemType.BATCH_REJECTED);
        }
        if (retry == all) {
            return new NoneStored(retryType);
        }
        if (stored + invalid + retry == 0) {
            return new NoneStored(ProblemType.OUTCOME_UNKNOWN);
        }
        return new Mixed();
    }
}
