// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.loadtest.result.LoadResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser. */
class HtmlReportIT {

    private static final List<String> UNGUARDED =
            List.of("--disable-web-security", "--allow-file-access-from-files");

    @TempDir Path folder;

    @Test
    void opensWithoutAnyComplaint() throws Exception {
        for (LoadResult result :
                List.of(
                        LoadResults.passed(),
                        LoadResults.failed(),
                        LoadResults.unverified(),
                        LoadResults.empty(),
                        LoadResults.lasting(3_700))) {
            var visit = Chromium.found().visit(page(HtmlReport.of(result)));

            assertThat(visit.complaints()).isEmpty();
            assertThat(visit.dom()).contains("data-ready=\"yes\"");
        }
    }

    @Test
    void showsVerdictAndCharts() throws Exception {
        var visit = Chromium.found().visit(page(HtmlReport.of(LoadResults.failed())));

        assertThat(visit.dom())
                .contains("FAILED</strong>", "3 lost; 1 duplicated", "load-7-77310", "p99&lt;50ms");
        assertThat(visit.dom().split("<figure", -1)).hasSize(10);
        assertThat(visit.dom())
                .containsPattern("class=\"line s1\" d=\"M[0-9.]+ [0-9.]+L[^\"]{500,}");
    }

    @Test
    void runsNothingAndAsksNobodyThatAResultNames() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().getPath());
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        try {
            String image =
                    "<img src=\"http://127.0.0.1:%d/asked\">"
                            .formatted(server.getAddress().getPort());
            String report = HtmlReport.of(LoadResults.hostile());

            var visit = Chromium.found().visit(page(report));
            assertThat(visit.complaints()).isEmpty();
            assertThat(visit.dom()).doesNotContain("<title>owned").contains("data-ready=\"yes\"");

            // Even were the escaping broken, the page's policy would stop image and script.
            String broken = "</main>" + image + "<script>document.title='owned'</script>";
            var stopped = Chromium.found().visit(page(report.replace("</main>", broken)));
            assertThat(stopped.complaints()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(stopped.dom()).doesNotContain("<title>owned");
            assertThat(asked).isEmpty();

            // The same without a policy is seen, so that the test would notice.
            var seen = Chromium.found().visit(page("<title>x</title>" + broken));
            assertThat(seen.dom()).contains("<title>owned");
            assertThat(asked).contains("/asked");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void showsTheValuesUnderThePointer() throws Exception {
        Path report = page(HtmlReport.of(LoadResults.passed()));
        Path wrapper =
                Files.writeString(
                        folder.resolve("wrapper.html"),
                        """
                        <!DOCTYPE html><iframe src="%s" width="1100" height="3000"></iframe><p id="seen"></p>
                        <script>
                        const frame = document.querySelector('iframe');
                        frame.onload = () => {
                          const page = frame.contentDocument;
                          const svg = page.querySelector('svg[data-chart]');
                          const box = svg.getBoundingClientRect();
                          svg.dispatchEvent(new frame.contentWindow.PointerEvent('pointermove',
                            {clientX: box.left + box.width / 2, clientY: box.top + 50, bubbles: true}));
                          document.getElementById('seen').textContent = page.querySelector('.readout:not([hidden])').textContent;
                        };
                        </script>
                        """
                                .formatted(report.getFileName()));

        var visit = Chromium.found().visit(wrapper, UNGUARDED.toArray(String[]::new));

        assertThat(visit.complaints()).isEmpty();
        assertThat(visit.dom()).containsPattern("id=\"seen\">[0-9]+ sdue2,000answered[0-9,]+<");
    }

    private Path page(String content) throws Exception {
        return Files.writeString(folder.resolve("report.html"), content);
    }
}
