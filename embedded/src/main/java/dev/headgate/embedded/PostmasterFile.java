// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's {@code postmaster.pid}: who runs a server on a data folder, or did so before it was
 * killed.
 */
record PostmasterFile(Path file) {

    /** No process has this number. */
    private static final long NOBODYS_PID = Integer.MAX_VALUE - 1L;

    /** The living server of the folder, if there is one. */
    Optional<ProcessHandle> server() throws IOException {
        return process().filter(PostmasterFile::isPostgres);
    }

    /**
     * Takes away a number that meanwhile belongs to another program, as happens after a restart of
     * the machine or container: PostgreSQL would refuse to start. The rest of the file stays, by
     * which PostgreSQL finds what an earlier server may have left in shared memory.
     */
    void disownForeignProcess() throws IOException {
        if (process().filter(process -> !isPostgres(process)).isPresent()) {
            var lines = new ArrayList<>(lines());
            lines.set(0, Long.toString(NOBODYS_PID));
            Files.write(file, lines, US_ASCII);
        }
    }

    private Optional<ProcessHandle> process() throws IOException {
        List<String> lines = lines();
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive);
    }

    /**
     * A dead process that its parent never asked about (in a container without an init) has no
     * command line. Where there is no {@code /proc} and the program may not be seen, a server is
     * the careful guess.
     */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .or(() -> commandLine(process.pid()))
                .map(command -> command.contains("postgres"))
                .orElse(true);
    }

    private static Optional<String> commandLine(long pid) {
        try {
            return Optional.of(Files.readString(Path.of("/proc/" + pid + "/cmdline"), ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file, US_ASCII);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
