// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.landing.DataGap;
import dev.headgate.consumer.poll.LaneBuffer.Work;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LaneBufferTest {

    private final LaneBuffer buffer = new LaneBuffer();

    @Test
    void givesRecordsOutInOrderAndInBoundedBatches() throws Exception {
        buffer.add(records(0, 5));

        assertThat(offsets(buffer.take(3, Long.MAX_VALUE))).containsExactly(0L, 1L, 2L);
        assertThat(offsets(buffer.take(3, Long.MAX_VALUE))).containsExactly(3L, 4L);
    }

    @Test
    void givesOutALargeRecordAlone() throws Exception {
        buffer.add(records(0, 3));

        assertThat(offsets(buffer.take(10, 1))).containsExactly(0L);
        assertThat(offsets(buffer.take(10, 1))).containsExactly(1L);
    }

    @Test
    void weighsWhatIsTakenUntilTheNextIsAskedFor() throws Exception {
        buffer.add(records(0, 2));
        long both = buffer.bytes();

        buffer.take(1, Long.MAX_VALUE);
        assertThat(buffer.bytes()).isEqualTo(both);
        buffer.take(1, Long.MAX_VALUE);
        assertThat(buffer.bytes()).isEqualTo(both / 2);
        buffer.close();
        buffer.take(1, Long.MAX_VALUE);
        assertThat(buffer.bytes()).isZero();
    }

    @Test
    void putsAGapBetweenTheRecordsBeforeAndBehindIt() throws Exception {
        var gap = new DataGap(2, 10, DataGap.Kind.RETENTION);
        buffer.add(records(0, 2));
        buffer.add(gap);
        buffer.add(records(10, 12));

        assertThat(offsets(buffer.take(10, Long.MAX_VALUE))).containsExactly(0L, 1L);
        assertThat(buffer.take(10, Long.MAX_VALUE)).isEqualTo(new Work.Gap(gap));
        assertThat(offsets(buffer.take(10, Long.MAX_VALUE))).containsExactly(10L, 11L);
    }

    @Test
    void worksOffWhatIsThereWhenItIsClosed() throws Exception {
        buffer.add(records(0, 2));
        buffer.close();
        buffer.add(records(2, 4));

        assertThat(offsets(buffer.take(10, Long.MAX_VALUE))).containsExactly(0L, 1L);
        assertThat(buffer.take(10, Long.MAX_VALUE)).isEqualTo(new Work.End());
    }

    @Test
    void dropsWhatIsThereWhenItIsToldTo() throws Exception {
        buffer.add(records(0, 2));
        buffer.closeAndDrop();

        assertThat(buffer.take(10, Long.MAX_VALUE)).isEqualTo(new Work.End());
        assertThat(buffer.bytes()).isZero();
        assertThat(buffer.oldestTimestampMs()).isEmpty();
    }

    private static List<Long> offsets(Work work) {
        return ((Work.Records) work).records().stream().map(ConsumerRecord::offset).toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset ->
                        new ConsumerRecord<byte[], byte[]>(
                                "t", 0, offset, new byte[4], new byte[100]))
                .toList();
    }
}
