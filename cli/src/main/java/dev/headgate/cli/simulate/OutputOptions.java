// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.cli.CommandFailure;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how outcomes are shown. */
final class OutputOptions {

    @Option(names = "--json", description = "As JSON, with the figures of each run.")
    private boolean json;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description =
                    "Where to draw the first run: a file that ends with .svg or .html. Default: nowhere")
    private @Nullable Path picture;

    boolean json() {
        return json;
    }

    /** The file for a picture; looked at before anything runs. */
    Optional<PictureFile> picture(int controllers) {
        if (picture == null) {
            return Optional.empty();
        }
        if (controllers > 1) {
            throw CommandFailure.invalid(
                    "--picture draws one controller; name it with --controller.");
        }
        try {
            return Optional.of(new PictureFile(picture));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.invalid(e);
        }
    }
}
