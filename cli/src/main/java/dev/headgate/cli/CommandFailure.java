// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import java.io.Serial;

/** Why a command ends without having done its work; the message is a sentence for the user. */
public final class CommandFailure extends RuntimeException {

    /** Exit code of a command that was asked for what cannot be. */
    public static final int INVALID = 2;

    /** Exit code of a command that did not get its work done. */
    public static final int NOT_DONE = 1;

    /** Exit code of a command whose target is not there. */
    public static final int UNREACHABLE = 3;

    @Serial private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The user asked for what cannot be: exit code 2. */
    public static CommandFailure invalid(String message) {
        return new CommandFailure(INVALID, message);
    }

    /** The user asked for what cannot be, in the words of what found that out: exit code 2. */
    public static CommandFailure invalid(Exception found) {
        return new CommandFailure(INVALID, String.valueOf(found.getMessage()));
    }

    /** The work was not done, and trying again later may help: exit code 1. */
    public static CommandFailure notDone(String message) {
        return new CommandFailure(NOT_DONE, message);
    }

    /** The target is not there: exit code 3. */
    public static CommandFailure unreachable(String message) {
        return new CommandFailure(UNREACHABLE, message);
    }

    /** What the process shall exit with. */
    public int exitCode() {
        return exitCode;
    }
}
