// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mounted file that is read anew when its content changes, or several that count as one. What
 * cannot be read or understood changes nothing: the last good content stays in force. Its content
 * is compared, not its time, since Kubernetes exchanges files by exchanging a link. Looked at by
 * one thread.
 */
public final class WatchedFile {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatchedFile.class);

    private static final int BYTES_MAX = 16 * 1_048_576;

    private final List<Path> paths;
    private final JointUse use;
    private byte[] looked = {};
    private @Nullable String trouble;
    private volatile boolean stale;

    /** What is done with the content of a file. */
    @FunctionalInterface
    public interface Use {

        /** Puts it in force, or says why it cannot be. */
        void accept(byte[] content) throws InvalidFile;
    }

    /** What is done with the contents of files that count as one. */
    @FunctionalInterface
    public interface JointUse {

        /** Puts them in force together, or says why they cannot be. */
        void accept(List<byte[]> contents) throws InvalidFile;
    }

    private WatchedFile(List<Path> paths, JointUse use) {
        this.paths = List.copyOf(paths);
        this.use = use;
    }

    /** Puts a file in force for the first time; it must be good. */
    public static WatchedFile open(Path path, Use use) throws InvalidFile {
        return open(List.of(path), contents -> use.accept(contents.getFirst()));
    }

    /** Puts files in force for the first time; they must be good, and go together. */
    public static WatchedFile open(List<Path> paths, JointUse use) throws InvalidFile {
        var file = new WatchedFile(paths, use);
        try {
            List<byte[]> contents = file.read();
            use.accept(contents);
            file.looked = hash(contents);
        } catch (IOException e) {
            throw new InvalidFile(file.name() + " " + reason(e));
        } catch (InvalidFile e) {
            throw new InvalidFile(file.name() + ": " + e.getMessage());
        }
        return file;
    }

    private String name() {
        return paths.stream().map(Path::toString).collect(Collectors.joining(" or "));
    }

    /** Whether what is in force is not what the file says now. */
    boolean stale() {
        return stale;
    }

    void look() {
        List<byte[]> contents;
        try {
            contents = read();
        } catch (IOException e) {
            looked = new byte[0];
            keep(reason(e));
            return;
        }
        byte[] hash = hash(contents);
        if (Arrays.equals(hash, looked)) {
            return;
        }
        looked = hash;
        try {
            use.accept(contents);
            stale = false;
            trouble = null;
            LOGGER.atInfo().addKeyValue("file", name()).log("file read anew");
        } catch (InvalidFile e) {
            keep(String.valueOf(e.getMessage()));
        }
    }

    private void keep(String reason) {
        stale = true;
        if (!reason.equals(trouble)) {
            trouble = reason;
            LOGGER.atWarn()
                    .addKeyValue("file", name())
                    .addKeyValue("reason", reason)
                    .log("file cannot be used: what it said before stays in force");
        }
    }

    private List<byte[]> read() throws IOException {
        var contents = new ArrayList<byte[]>();
        for (Path path : paths) {
            try (InputStream in = Files.newInputStream(path)) {
                byte[] content = in.readNBytes(BYTES_MAX + 1);
                if (content.length > BYTES_MAX) {
                    throw new IOException("too large");
                }
                contents.add(content);
            }
        }
        return contents;
    }

    /** Of each file's hash, so that nothing can move from one file to the next unseen. */
    private static byte[] hash(List<byte[]> contents) {
        MessageDigest digest = Sha256.start();
        for (byte[] content : contents) {
            digest.update(Sha256.of(content));
        }
        return digest.digest();
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException ? "is not there" : "cannot be read";
    }
}
