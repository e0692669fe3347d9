// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ownership of a data folder by this process. The operating system ends it with the process, also
 * after SIGKILL, so a stale one cannot exist.
 */
public final class FolderLock implements AutoCloseable {

    private static final String FILE = "owner.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder if needed and takes it.
     *
     * @throws EmbeddedServerException if it cannot be written or a living process owns it
     */
    public static FolderLock acquire(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve(FILE), CREATE, READ, WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw inUse(folder, channel);
                }
                channel.truncate(0);
                channel.write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
                return new FolderLock(channel);
            } catch (OverlappingFileLockException e) {
                EmbeddedServerException inUse = inUse(folder, channel);
                channel.close();
                throw inUse;
            } catch (IOException | EmbeddedServerException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw EmbeddedServerException.notWritable(folder, e);
        }
    }

    private static EmbeddedServerException inUse(Path folder, FileChannel channel)
            throws IOException {
        ByteBuffer owner = ByteBuffer.allocate(20);
        channel.read(owner, 0);
        return new EmbeddedServerException(
                Reason.FolderInUse,
                "The folder %s is in use by process %s."
                        .formatted(folder, US_ASCII.decode(owner.flip())));
    }

    /** Gives the folder up. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedServerException(Reason.ServerFailed, "Cannot close " + FILE, e);
        }
    }
}
