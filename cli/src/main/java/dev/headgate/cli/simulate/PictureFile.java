// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.loadtest.chart.Markup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The file for a picture: SVG as it is, or inside a page that needs nothing from the network. What
 * it cannot be is an {@link IllegalArgumentException} with a sentence for the user.
 */
final class PictureFile {

    private static final String PAGE_BEGIN =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>body { margin: 1rem } svg { max-width: 100%; height: auto }</style>
            """;
    private static final String PAGE_END = "</body>\n</html>\n";

    private final Path file;
    private final boolean page;

    PictureFile(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        this.page = name.endsWith(".html");
        if (!page && !name.endsWith(".svg")) {
            throw new IllegalArgumentException(
                    "--picture: %s must end with .svg or .html.".formatted(file));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "--picture: there is no folder %s; make it first.".formatted(folder));
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "--picture: %s is a folder; give a file in it.".formatted(file));
        }
        this.file = file;
    }

    /** Writes the picture, over one that was there. */
    void write(String title, String svg) throws IOException {
        Files.writeString(file, page ? page(title, svg) : svg);
    }

    Path path() {
        return file;
    }

    private static String page(String title, String svg) {
        return PAGE_BEGIN
                + new Markup().element("title", title)
                + "\n</head>\n<body>\n"
                + svg
                + PAGE_END;
    }
}
