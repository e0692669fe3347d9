// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An embedded server that cannot run; the message is a sentence for the user. */
public final class EmbeddedServerException extends RuntimeException {

    /** Why an embedded server cannot run. */
    public enum Reason {
        /** Another program listens on the port. */
        PortInUse,
        /** Nothing can be written to the data folder. */
        FolderNotWritable,
        /** A living process owns the data folder. */
        FolderInUse,
        /** This machine lacks what the server needs. */
        Unsupported,
        /** The server itself failed or did not answer in time. */
        ServerFailed
    }

    @Serial private static final long serialVersionUID = 1L;

    private final Reason reason;

    EmbeddedServerException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    EmbeddedServerException(Reason reason, String message) {
        this(reason, message, null);
    }

    static EmbeddedServerException notWritable(Path folder, IOException cause) {
        return new EmbeddedServerException(
                Reason.FolderNotWritable,
                "Cannot write to the folder %s (%s).".formatted(folder, FileTrouble.of(cause)),
                cause);
    }

    /** Why the server cannot run. */
    public Reason reason() {
        return reason;
    }
}
