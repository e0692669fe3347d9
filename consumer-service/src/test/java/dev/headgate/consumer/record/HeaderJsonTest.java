// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeaderJsonTest {

    @Test
    void headersComeBackByteForByteAndInOrder() {
        List<Header> headers =
                List.of(
                        new RecordHeader("ce_id", "a \"quoted\" ✓".getBytes(UTF_8)),
                        new RecordHeader("ce_id", "twice".getBytes(UTF_8)),
                        new RecordHeader("", new byte[0]),
                        new RecordHeader("nothing", (byte[]) null),
                        new RecordHeader("bytes", new byte[] {'"', (byte) 0xC3, 0x28}),
                        new RecordHeader("nul", new byte[] {'a', 0, 'b'}),
                        new RecordHeader("with\0nul", new byte[] {0}));

        var back = HeaderJson.parse(HeaderJson.of(new RecordHeaders(headers)));

        assertThat(back).containsExactlyElementsOf(headers);
    }

    @Test
    void noHeadersComeBackAsNone() {
        assertThat(HeaderJson.parse(HeaderJson.of(new RecordHeaders()))).isEmpty();
    }
}
