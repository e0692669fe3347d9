// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DecoderTest {

    private static final int BODY_BYTES_MAX = 4 << 20;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void givesBackWhatWasCompressed(ContentCoding coding) throws IOException {
        byte[] text = text(300_000);

        assertThat(decoded(coding, encoded(coding, text))).isEqualTo(text);
        assertThat(decoded(coding, encoded(coding, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void readsAllThatStandsBehindEachOther(ContentCoding coding) throws IOException {
        byte[] two = joined(encoded(coding, bytes("one")), encoded(coding, bytes("two")));

        assertThat(decoded(coding, two)).isEqualTo(bytes("onetwo"));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void refusesWhatIsCutAnywhere(ContentCoding coding) throws IOException {
        byte[] whole = encoded(coding, text(2_000));

        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decoded(coding, cut))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(DamagedCoding.class);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void neverGivesOtherBytesForWhatIsDamaged(ContentCoding coding) throws IOException {
        byte[] text = text(2_000);
        byte[] whole = encoded(coding, text);

        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            byte[] out;
            try {
                out = decoded(coding, damaged);
            } catch (DamagedCoding _) {
                continue;
            }
            // Some bits of a header say nothing about the content.
            assertThat(out).as("byte %d", i).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void refusesWhatFollowsAndIsNotCompressed(ContentCoding coding) throws IOException {
        byte[] more = joined(encoded(coding, bytes("one")), bytes("{\"type\":\"lost\"}"));

        assertThatThrownBy(() -> decoded(coding, more)).isInstanceOf(DamagedCoding.class);
    }

    @Test
    void readsAGzipHeaderWithAllItCanHave() throws IOException {
        byte[] plain = encoded(ContentCoding.GZIP, bytes("body"));
        byte[] head =
                joined(
                        HexFormat.of().parseHex("1f8b081e000000000003" + "0200" + "abcd"),
                        bytes("name\0comment\0??"));

        byte[] all = joined(head, Arrays.copyOfRange(plain, 10, plain.length));

        assertThat(decoded(ContentCoding.GZIP, all)).isEqualTo(bytes("body"));
    }

    @Test
    void countsTheWindowThatAFrameAsksFor() throws IOException {
        byte[] text = text(10_000);
        byte[] knownSize = Zstd.compress(text);
        byte[] streamed = encoded(ContentCoding.ZSTD, text, 23);

        assertThat(memory(knownSize)).isBetween(10_000L, 1L << 20);
        assertThat(memory(streamed)).isBetween(8L << 20, 9L << 20);
    }

    @Test
    void refusesAWindowBeyondEightMebibytes() throws IOException {
        byte[] large = encoded(ContentCoding.ZSTD, text(10_000), 24);

        assertThatThrownBy(() -> decoded(ContentCoding.ZSTD, large))
                .isInstanceOf(DamagedCoding.class)
                .hasMessage("its zstd window is larger than 8 MiB");
    }

    @Test
    void refusesALaterFrameWithALargerWindowThanWasAccountedFor() throws IOException {
        byte[] small = Zstd.compress(bytes("x".repeat(2_000)));
        byte[] large = encoded(ContentCoding.ZSTD, text(10_000), 23);

        assertThatThrownBy(() -> decoded(ContentCoding.ZSTD, joined(small, large)))
                .isInstanceOf(DamagedCoding.class);
        assertThat(decoded(ContentCoding.ZSTD, joined(large, small))).hasSize(12_000);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void stopsAtTheLimitThoughNothingComesOut(ContentCoding coding) throws IOException {
        byte[] empty = encoded(coding, new byte[0]);
        var endless =
                new SequenceInputStream(
                        Collections.enumeration(
                                Collections.nCopies(100_000, empty).stream()
                                        .<InputStream>map(ByteArrayInputStream::new)
                                        .toList()));

        assertThatThrownBy(() -> drain(coding, new CompressedInput(endless, 100_000)))
                .isInstanceOf(CompressedInput.TooLong.class);
    }

    private static byte[] text(int length) {
        var random = new Random(length);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(16));
        }
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] encoded(ContentCoding coding, byte[] text) throws IOException {
        return encoded(coding, text, 20);
    }

    private static byte[] encoded(ContentCoding coding, byte[] text, int windowLog)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (coding == ContentCoding.GZIP) {
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(text);
            }
        } else {
            try (var zstd = new ZstdOutputStreamNoFinalizer(bytes)) {
                zstd.setChecksum(true).setLong(windowLog);
                zstd.write(text);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] decoded(ContentCoding coding, byte[] bytes) throws IOException {
        return drain(coding, new CompressedInput(new ByteArrayInputStream(bytes), BODY_BYTES_MAX));
    }

    private static byte[] drain(ContentCoding coding, InputStream source) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1_000];
        try (var decoder = Decoder.open(coding, source, BODY_BYTES_MAX)) {
            for (int read = decoder.read(chunk, 0, chunk.length);
                    read >= 0;
                    read = decoder.read(chunk, 0, chunk.length)) {
                out.write(chunk, 0, read);
            }
        }
        return out.toByteArray();
    }

    private static long memory(byte[] bytes) throws IOException {
        try (var decoder =
                Decoder.open(ContentCoding.ZSTD, new ByteArrayInputStream(bytes), BODY_BYTES_MAX)) {
            return decoder.memoryBytes();
        }
    }
}
