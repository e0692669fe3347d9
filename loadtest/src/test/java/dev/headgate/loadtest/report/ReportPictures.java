// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the pictures of the report that the documentation shows; {@code make pictures} runs it. The
 * result is that of a real run of a minute at 2,000 requests a second, in the middle of which the
 * pipeline's process was stopped for two seconds (SIGSTOP, SIGCONT).
 */
public final class ReportPictures {

    private static final String RESULT = "load-result.json";
    private static final int WIDTH = 1_120;
    private static final int HEIGHT = 1_640;

    private ReportPictures() {}

    /** Writes the pictures into the folder that is given. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path page = Files.createTempFile("load-report-", ".html");
        try {
            Files.writeString(page, HtmlReport.of(ResultFile.read(folder.resolve(RESULT))));
            for (var scheme : Chromium.Scheme.values()) {
                Path picture = folder.resolve("load-report-" + scheme.word() + ".png");
                Chromium.found().picture(page, picture, scheme, WIDTH, HEIGHT);
            }
        } finally {
            Files.delete(page);
        }
    }
}
