// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mounted file that is read anew when its content changes. What cannot be read or understood
 * changes nothing: the last good content stays in force. Its content is compared, not its time,
 * since Kubernetes exchanges files by exchanging a link. Looked at by one thread.
 */
public final class WatchedFile {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatchedFile.class);

    private static final int BYTES_MAX = 16 * 1_048_576;

    private final Path path;
    private final Use use;
    private byte[] looked = {};
    private @Nullable String trouble;
    private volatile boolean stale;

    /** What is done with the content of a file. */
    @FunctionalInterface
    public interface Use {

        /** Puts it in force, or says why it cannot be. */
        void accept(byte[] content) throws InvalidFile;
    }

    private WatchedFile(Path path, Use use) {
        this.path = path;
        this.use = use;
    }

    /** Puts a file in force for the first time; it must be good. */
    public static WatchedFile open(Path path, Use use) throws InvalidFile {
        var file = new WatchedFile(path, use);
        try {
            byte[] content = file.read();
            use.accept(content);
            file.looked = Sha256.of(content);
        } catch (IOException e) {
            throw new InvalidFile(path + " " + reason(e));
        } catch (InvalidFile e) {
            throw new InvalidFile(path + ": " + e.getMessage());
        }
        return file;
    }

    /** Whether what is in force is not what the file says now. */
    boolean stale() {
        return stale;
    }

    void look() {
        byte[] content;
        try {
            content = read();
        } catch (IOException e) {
            looked = new byte[0];
            keep(reason(e));
            return;
        }
        byte[] hash = Sha256.of(content);
        if (Arrays.equals(hash, looked)) {
            return;
        }
        looked = hash;
        try {
            use.accept(content);
            stale = false;
            trouble = null;
            LOGGER.atInfo().addKeyValue("file", path).log("file read anew");
        } catch (InvalidFile e) {
            keep(String.valueOf(e.getMessage()));
        }
    }

    private void keep(String reason) {
        stale = true;
        if (!reason.equals(trouble)) {
            trouble = reason;
            LOGGER.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("reason", reason)
                    .log("file cannot be used: what it said before stays in force");
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(BYTES_MAX + 1);
            if (content.length > BYTES_MAX) {
                throw new IOException("too large");
            }
            return content;
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException ? "is not there" : "cannot be read";
    }
}
