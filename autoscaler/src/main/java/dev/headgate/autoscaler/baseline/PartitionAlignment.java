// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

/**
 * Looks for a number of replicas that shares partitions better than the one that was computed.
 *
 * <p>Rule: {@code BuiltInAlignmentMode.BALANCED} with {@code
 * ParallelismAligner.firstAlignedInRegion}, the default since 1.16 (it was {@code EVENLY_SPREAD}
 * before); see {@link FlinkAutoscaler} for the version. From the computed number upwards, the first
 * one counts that divides the partitions or gives each replica fewer of them, in whole numbers; if
 * there is none, the computed one. It looks as far as there are partitions if replicas are to come,
 * and as far as the present number if they are to go: upwards then, too, and not in the direction
 * of travel as the study has it, so that it may end where it is and none goes.
 *
 * @param partitions to be shared
 * @param maxReplicas most replicas
 */
record PartitionAlignment(int partitions, int maxReplicas) {

    int align(int current, int computed) {
        int most = Math.min(partitions, maxReplicas);
        int end = computed > current ? most : Math.min(current, most);
        for (int each = computed; each <= end; each++) {
            if (partitions % each == 0 || partitions / each < partitions / computed) {
                return each;
            }
        }
        return computed;
    }
}
