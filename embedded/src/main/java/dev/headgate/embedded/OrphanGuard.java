// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;

/**
 * A small process that stops a server when this JVM dies, however it dies: it waits for the end of
 * a pipe that only this JVM holds open. It names the server by its process, so that it never stops
 * a later one on the same folder.
 */
final class OrphanGuard implements AutoCloseable {

    /** Ctrl-C in a terminal reaches all its processes; this one must outlive the JVM. */
    private static final String SCRIPT = "trap '' INT TERM HUP; read -r _; kill -INT \"$1\"";

    private final Process process;

    private OrphanGuard(Process process) {
        this.process = process;
    }

    static OrphanGuard of(ProcessHandle server) {
        try {
            return new OrphanGuard(
                    new ProcessBuilder("sh", "-c", SCRIPT, "headgate-guard", "" + server.pid())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new EmbeddedServerException(Reason.Unsupported, "Cannot run sh.", e);
        }
    }

    /** Ends the guard; the server goes on. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
