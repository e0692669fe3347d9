// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import com.sun.security.auth.module.UnixSystem;
import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL's programs run, since they refuse to run as root.
 *
 * @param prefix what stands before each program on the command line
 * @param userId whose files the server's are
 */
record PostgresAccount(List<String> prefix, long userId) {

    private static final long ROOT = 0;

    /** User and group "nobody", which exist by this number on every Linux. */
    private static final long NOBODY = 65_534;

    private static final int PROBE_SECONDS_MAX = 5;

    PostgresAccount {
        prefix = List.copyOf(prefix);
    }

    /**
     * The user of this process; if that is root, a user namespace in which it is nobody in
     * particular, or where namespaces are denied, the user "nobody".
     */
    static PostgresAccount current() {
        long user = new UnixSystem().getUid();
        if (user != ROOT) {
            return new PostgresAccount(List.of(), user);
        }
        if (works(List.of("unshare", "-U", "true"))) {
            return new PostgresAccount(List.of("unshare", "-U"), ROOT);
        }
        return nobody();
    }

    /** The user "nobody", for root only. */
    static PostgresAccount nobody() {
        List<String> prefix =
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (!works(Stream.concat(prefix.stream(), Stream.of("true")).toList())) {
            throw new EmbeddedServerException(
                    Reason.Unsupported,
                    "PostgreSQL does not run as root, and neither unshare nor setpriv works here:"
                            + " run this as an ordinary user.");
        }
        return new PostgresAccount(prefix, NOBODY);
    }

    /** True if the server's user is not the one of this process. */
    boolean isOther() {
        return userId == NOBODY;
    }

    /** Gives the server's files to its user; root only, others own them already. */
    void own(Path folder) throws IOException {
        if (prefix.isEmpty()) {
            return;
        }
        int group = (int) userId;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!Files.isSymbolicLink(file)) {
                    Files.setAttribute(file, "unix:uid", (int) userId);
                    Files.setAttribute(file, "unix:gid", group);
                }
            }
        }
    }

    private static boolean works(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(PROBE_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
