// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import dev.headgate.autoscaler.Observation.Sidework;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.contract.telemetry.PartitionTelemetry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipelineSightTest {

    private static final PartitionKey ZERO = new PartitionKey("orders", 0);

    @Test
    void anOwnerIsWhoTellsOfThePartitionAndElseWhoKafkaNames() {
        GroupSight group = group(1, true, "client-of-kafka");

        assertThat(partition(new PipelineSight(group, List.of(), asked(1))).owner())
                .isEqualTo("client-of-kafka");
        assertThat(
                        partition(
                                        new PipelineSight(
                                                group,
                                                List.of(consumer("a", owned(7, null, 0L))),
                                                asked(1)))
                                .owner())
                .isEqualTo("a");
    }

    @Test
    void ofTwoThatTellOfAPartitionTheOneWithTheNewerTokenHasIt() {
        ConsumerTelemetry older = consumer("older", owned(7, null, 0L));
        ConsumerTelemetry newer = consumer("newer", owned(8, null, 0L));
        GroupSight group = group(2, true, null);

        assertThat(partition(new PipelineSight(group, List.of(older, newer), asked(2))).owner())
                .isEqualTo("newer");
        assertThat(partition(new PipelineSight(group, List.of(newer, older), asked(2))).owner())
                .isEqualTo("newer");
    }

    @Test
    void theAgeIsThatOfTheOldestRecordWhenItWasTold() {
        assertThat(age(owned(1, "2026-03-01T10:00:00Z", 5L))).isEqualTo(60);
        assertThat(age(owned(1, null, 0L))).isZero();
        assertThat(age(owned(1, "2026-03-01T10:02:00Z", 5L))).isZero();
    }

    @Test
    void nobodyKnowsTheAgeOfWhatIsNotFetchedYet() {
        assertThat(age(owned(1, null, 5L))).isNaN();
        assertThat(age(owned(1, null, null))).isNaN();
        assertThat(age(owned(1, "yesterday", 5L))).isNaN();
        assertThat(
                        partition(new PipelineSight(group(1, true, null), List.of(), asked(1)))
                                .oldestAgeSeconds())
                .isNaN();
    }

    @Test
    void oneThatHasNotJoinedDoesNotWorkYet() {
        assertThat(seen(group(1, true, null), asked(3)).workload().ready()).isEqualTo(1);
        assertThat(seen(null, asked(3)).workload().ready()).isEqualTo(3);
    }

    @Test
    void oneThatGetsOnWithAPartitionWorksThoughItDoesNotCountAsReady() {
        var unready = new WorkloadSight(3, 0, false);
        ConsumerTelemetry busy = consumer("a", owned(7, null, 0L));
        ConsumerTelemetry idle = consumer("b", 0, 0, 0);

        assertThat(ready(group(3, true, null), List.of(busy, idle), unready)).isEqualTo(1);
        assertThat(ready(group(0, true, null), List.of(busy), unready)).isZero();
        assertThat(ready(null, List.of(busy), unready)).isZero();
    }

    @Test
    void aGroupWithoutMembersIsAtRestOnlyWhereNoneAreWanted() {
        assertThat(kafka(seen(group(0, true, null), asked(1))).stable()).isFalse();
        assertThat(kafka(seen(group(0, true, null), asked(0))).stable()).isTrue();
        assertThat(kafka(seen(group(1, true, null), asked(1))).stable()).isTrue();
        assertThat(kafka(seen(group(1, false, null), asked(1))).stable()).isFalse();
    }

    @Test
    void whatAnotherPipelinesConsumerTellsDoesNotCount() {
        var sight =
                new PipelineSight(
                        group(1, true, null), List.of(consumer("a", owned(7, null, 0L))), asked(1));

        assertThat(sight.of(new PipelineMetadata("orders", "shop")).consumers()).hasSize(1);
        assertThat(sight.of(new PipelineMetadata("orders", "other")).consumers()).isEmpty();
        assertThat(sight.of(new PipelineMetadata("other", "shop")).consumers()).isEmpty();
    }

    @Test
    void whatIsToBeDoneBesideEventsIsKnownOnlyIfSomebodyTold() {
        assertThat(seen(group(1, true, null), asked(1)).sidework())
                .isEqualTo(new Sidework(-1, -1, false));
        assertThat(sidework(consumer("a", 3, 5, 1))).isEqualTo(new Sidework(3, 5, true));
        assertThat(sidework(consumer("a", 0, 0, 0))).isEqualTo(Sidework.NONE);
        assertThat(sidework(consumer("a", 0, null, null))).isEqualTo(new Sidework(0, -1, false));
        assertThat(sidework(consumer("a", 0, 0, null))).isEqualTo(new Sidework(0, -1, false));
    }

    private static int ready(
            @Nullable GroupSight group, List<ConsumerTelemetry> told, WorkloadSight workload) {
        return new PipelineSight(group, told, workload).observation(0).workload().ready();
    }

    private static Sidework sidework(ConsumerTelemetry consumer) {
        return new PipelineSight(group(1, true, null), List.of(consumer), asked(1))
                .observation(0)
                .sidework();
    }

    private static double age(PartitionTelemetry partition) {
        return partition(
                        new PipelineSight(
                                group(1, true, null), List.of(consumer("a", partition)), asked(1)))
                .oldestAgeSeconds();
    }

    private static Observation seen(@Nullable GroupSight group, WorkloadSight workload) {
        return new PipelineSight(group, List.of(), workload).observation(0);
    }

    private static PartitionSight partition(PipelineSight sight) {
        return kafka(sight.observation(0)).partitions().getFirst();
    }

    private static KafkaSight kafka(Observation seen) {
        return Objects.requireNonNull(seen.kafka());
    }

    private static WorkloadSight asked(int replicas) {
        return new WorkloadSight(replicas, replicas, false);
    }

    private static GroupSight group(int members, boolean settled, @Nullable String member) {
        return new GroupSight(
                List.of(new GroupSight.Offsets(ZERO, "id", 10, 0, 10, member)), members, settled);
    }

    private static PartitionTelemetry owned(
            long epoch, @Nullable String oldest, @Nullable Long lag) {
        return new PartitionTelemetry(
                "orders",
                0,
                PartitionTelemetry.State.Running,
                null,
                null,
                null,
                epoch,
                0L,
                0L,
                lag,
                0,
                0,
                oldest,
                null,
                null);
    }

    private static ConsumerTelemetry consumer(String instance, PartitionTelemetry partition) {
        return consumer(instance, List.of(partition), 0, 0, 0);
    }

    private static ConsumerTelemetry consumer(
            String instance, int parked, @Nullable Integer letters, @Nullable Integer replays) {
        return consumer(instance, List.of(), parked, letters, replays);
    }

    private static ConsumerTelemetry consumer(
            String instance,
            List<PartitionTelemetry> partitions,
            int parked,
            @Nullable Integer letters,
            @Nullable Integer replays) {
        return new ConsumerTelemetry(
                ConsumerTelemetry.SCHEMA_VERSION,
                "shop",
                "orders",
                instance,
                "2026-03-01T09:00:00Z",
                "2026-03-01T09:00:01Z",
                "2026-03-01T10:01:00Z",
                60,
                4,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                parked,
                letters,
                replays,
                List.of(),
                partitions.size(),
                partitions);
    }
}
