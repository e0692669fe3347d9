// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.cli.Headgate;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command, executed in this process, came to.
 *
 * @param exitCode what the process would exit with
 * @param out what it said on standard output
 * @param err what it said on standard error
 */
public record Execution(int exitCode, String out, String err) {

    /** Executes the command; returns when it is done. */
    public static Execution of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode =
                Headgate.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Execution(exitCode, out.toString(), err.toString());
    }
}
