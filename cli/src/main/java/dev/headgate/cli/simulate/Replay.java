// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.autoscaler.ScalerState;
import dev.headgate.autoscaler.SloFit;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A decision log, decided once more from what was seen, with the settings of then or with others.
 * What is decided otherwise changes nothing of what was seen afterwards: it says what somebody else
 * would have wanted at that moment, in the place of whoever decided then.
 *
 * @param settings that it was decided with once more
 * @param log what was decided
 * @param again what is decided now, look by look
 */
record Replay(ScalerSettings settings, DecisionLog log, List<Decision> again) {

    private static final int SHOWN = 10;

    Replay {
        again = List.copyOf(again);
    }

    static Replay of(DecisionLog log, ScalerSettings settings) {
        var autoscaler = new SloFit(settings);
        ScalerState state = ScalerState.NONE;
        List<Decision> again = new ArrayList<>();
        for (DecisionLog.Look each : log.looks()) {
            SloFit.Outcome outcome = autoscaler.decide(each.observation(), state);
            state = outcome.state();
            again.add(outcome.decision());
        }
        return new Replay(settings, log, again);
    }

    /** Looks at which so many are wanted as then. */
    int same() {
        int same = 0;
        for (int i = 0; i < again.size(); i++) {
            if (difference(i) == 0) {
                same++;
            }
        }
        return same;
    }

    /** Replicas that are wanted at a look now and were not then. */
    private int difference(int look) {
        return again.get(look).replicas() - log.looks().get(look).decision().replicas();
    }

    /** Seconds that went by after looks at which more were wanted than then, or fewer. */
    private double seconds(int sign) {
        double seconds = 0;
        for (int i = 0; i + 1 < again.size(); i++) {
            if (Integer.signum(difference(i)) == sign) {
                seconds += at(i + 1) - at(i);
            }
        }
        return seconds;
    }

    private double at(int look) {
        return log.looks().get(look).observation().atSeconds();
    }

    private static String length(double seconds) {
        return LengthText.of(Duration.ofSeconds((long) seconds));
    }

    void print(PrintWriter out) {
        int same = same();
        out.printf(
                Locale.ROOT,
                "Log      %,d looks within %s; no record older than %.0f s was promised%n",
                again.size(),
                length(at(again.size() - 1) - at(0)),
                log.settings().objectiveSeconds());
        out.printf(
                Locale.ROOT,
                "Replay   %,d decided alike, with no record older than %.0f s promised%n",
                same,
                settings.objectiveSeconds());
        if (same == again.size()) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "         more replicas wanted for %s, fewer for %s%n",
                length(seconds(1)),
                length(seconds(-1)));
        out.println();
        out.println("   SECOND  REPLICAS  THEN  NOW  WHY THEN, WHY NOW");
        int shown = 0;
        for (int i = 0; i < again.size() && shown < SHOWN; i++) {
            if (difference(i) != 0 && (i == 0 || difference(i) != difference(i - 1))) {
                shown++;
                Decision then = log.looks().get(i).decision();
                out.printf(
                        Locale.ROOT,
                        "%9.0f  %8d  %4d  %3d  %s, %s%n",
                        at(i),
                        then.desired(),
                        then.replicas(),
                        again.get(i).replicas(),
                        then.reason(),
                        again.get(i).reason());
            }
        }
        out.println("The first %d at which that changes.".formatted(shown));
    }
}
