// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's programs, run as a user that they accept. */
record PostgresPrograms(Path home, PostgresAccount account) {

    /** What a program said and how it ended. */
    record Ended(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Runs a program to its end; each is given its own limit of time by its arguments. */
    Ended run(String program, List<String> arguments) {
        var command = new ArrayList<>(account.prefix());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The user's own PGDATA, PGPORT or PGOPTIONS are not meant for this server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), UTF_8);
                return new Ended(process.waitFor(), text.strip());
            }
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    Reason.ServerFailed, "Cannot run PostgreSQL's " + program + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException(
                    Reason.ServerFailed, "Interrupted while PostgreSQL's " + program + " ran.", e);
        }
    }
}
