// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.run.Addresses;
import dev.headgate.cli.run.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where the dead letters are, and with which token. */
final class LetterTarget {

    private static final String URL = "HEADGATE_DEAD_LETTERS_URL";
    private static final String TOKEN_FILE = "HEADGATE_DEAD_LETTERS_TOKEN_FILE";
    private static final Path RUNS = Path.of(".headgate");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "A consumer's management port, http://HOST:PORT. Environment: "
                            + URL
                            + ". Default: that of a run")
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File with the token. Environment: " + TOKEN_FILE + ". Default: that of a run")
    private @Nullable Path tokenFile;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder of a run. Default: the only one below .headgate")
    private @Nullable Path data;

    /** Speaks with it. */
    LetterClient client() {
        @Nullable String address = url == null ? System.getenv(URL) : url;
        @Nullable Path file = tokenFile;
        if (file == null && System.getenv(TOKEN_FILE) != null) {
            file = Path.of(System.getenv(TOKEN_FILE));
        }
        if (address == null) {
            DataFolder folder = folder();
            address =
                    folder.addresses()
                            .map(Addresses::management)
                            .filter(management -> !management.isEmpty())
                            .orElseThrow(() ->
                                    CommandFailure.invalid(
                                            "Nothing runs in %s. Start it with: headgate run FILE"
                                                    .formatted(folder.path())));
            file = file == null ? folder.token() : file;
        }
        if (file == null) {
            throw CommandFailure.invalid("Which token? Give --token-file FILE.");
        }
        return new LetterClient(uri(address), read(file));
    }

    private DataFolder folder() {
        if (data != null) {
            return new DataFolder(data.toAbsolutePath().normalize());
        }
        List<Path> runs;
        try (Stream<Path> below = Files.isDirectory(RUNS) ? Files.list(RUNS) : Stream.empty()) {
            runs =
                    below.filter(path ->
                                    new DataFolder(path.toAbsolutePath()).addresses().isPresent())
                            .sorted()
                            .toList();
        } catch (IOException e) {
            throw CommandFailure.invalid("The folder " + RUNS + " cannot be read.");
        }
        if (runs.size() != 1) {
            throw CommandFailure.invalid(
                    runs.isEmpty()
                            ? "Where are the dead letters? Give --url and --token-file, or --data FOLDER of a run."
                            : "Which run? Give --data with one of " + runs + ".");
        }
        return new DataFolder(runs.getFirst().toAbsolutePath().normalize());
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address.endsWith("/") ? address : address + "/");
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).startsWith("http")) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw CommandFailure.invalid("--url must look like http://HOST:PORT, but is " + address);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CommandFailure.invalid("The token file " + file + " cannot be read.");
        }
    }
}
