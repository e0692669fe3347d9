// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LineWriterTest {

    private static final byte[] LINE = "line\n".getBytes(UTF_8);

    @Test
    void writesWhatIsLeftWhenItIsClosed() {
        var out = new ByteArrayOutputStream();
        LineWriter writer = LineWriter.start(out);
        for (int i = 0; i < 1_000; i++) {
            writer.offer(LINE);
        }

        writer.close();

        assertThat(out.toString(UTF_8).lines()).hasSize(1_000).containsOnly("line");
        assertThat(writer.dropped()).isZero();
    }

    @Test
    void leavesLinesOutWhileNobodyReads() {
        var reading = new CountDownLatch(1);
        LineWriter writer = LineWriter.start(new Stuck(reading));

        for (int i = 0; i < 20_000; i++) {
            writer.offer(LINE);
        }

        assertThat(writer.dropped()).isPositive();
        reading.countDown();
        writer.close();
    }

    @Test
    void goesOnWithoutAReader() {
        LineWriter writer = LineWriter.start(new Gone());

        writer.offer(LINE);

        await().until(() -> writer.dropped() == 1);
        writer.close();
    }

    private static final class Stuck extends OutputStream {

        private final CountDownLatch reading;

        Stuck(CountDownLatch reading) {
            this.reading = reading;
        }

        @Override
        public void write(int next) throws IOException {
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static final class Gone extends OutputStream {

        @Override
        public void write(int next) throws IOException {
            throw new IOException("nobody reads");
        }
    }
}
