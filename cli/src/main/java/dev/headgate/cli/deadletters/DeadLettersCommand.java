// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate dead-letters}: the commands on records that could not land. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the records that could not become rows, corrects them, has them tried again,",
            "or throws them away. Speaks with a consumer's management port; finds that of the only",
            "pipeline that \"headgate run\" runs in this folder by itself."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not done, or letters failed again",
            "2:an option, the token or a letter is not right",
            "3:nobody answers at the address"
        },
        subcommands = {
            ListLetters.class,
            ShowLetter.class,
            ReplayLetters.class,
            CancelReplay.class,
            DiscardLetters.class,
            PatchLetter.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class DeadLettersCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say list, show, replay, cancel, discard or patch.");
    }
}
