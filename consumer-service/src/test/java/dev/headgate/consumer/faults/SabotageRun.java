// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.PrintWriter;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one test in a JVM of its own, whose class path is without a guard. */
public final class SabotageRun {

    static final int PASSED = 0;
    static final int FAILED = 10;
    static final int NOT_THERE = 11;

    private SabotageRun() {}

    /** Runs the test of this class and method. */
    public static void main(String[] arguments) {
        String[] test = arguments[0].split("#", 2);
        PostDiscoveryFilter method =
                found ->
                        FilterResult.includedIf(
                                !(found.getSource().orElse(null) instanceof MethodSource source)
                                        || source.getMethodName().equals(test[1]));
        var summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        request().selectors(selectClass(test[0])).filters(method).build(), summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true, UTF_8));
        if (summary.getSummary().getTestsStartedCount() != 1) {
            System.exit(NOT_THERE);
        }
        System.exit(summary.getSummary().getTotalFailureCount() > 0 ? FAILED : PASSED);
    }
}
