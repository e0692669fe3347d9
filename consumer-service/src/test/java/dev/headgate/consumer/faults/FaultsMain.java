// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.includeTags;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the faults: every test with a tag such as {@code F1}, the short ones at full length too, and
 * writes what came of it into the page that it is given. {@code -Dheadgate.faults.only=F1|F5} runs
 * some and writes nothing; {@code -Dheadgate.faults.whole=false} is quick.
 */
public final class FaultsMain {

    private static final String EVERYTHING = "any()";

    private FaultsMain() {}

    /** Runs the tests; ends with 1 if one fails. */
    public static void main(String[] arguments) throws IOException {
        String only = System.getProperty("headgate.faults.only", "");
        boolean everything = only.isBlank();
        FaultResults results = run(everything ? EVERYTHING : only);
        System.out.println(results.table());
        if (everything && Boolean.getBoolean("headgate.faults.whole") && arguments.length > 0) {
            Path page = Path.of(arguments[0]);
            Files.writeString(page, results.page(Files.readString(page)));
        }
        System.exit(results.failed() || results.isEmpty() ? 1 : 0);
    }

    static FaultResults run(String tags) {
        var results = new FaultResults();
        LauncherFactory.create()
                .execute(
                        request()
                                .selectors(selectPackage("dev.headgate.consumer"))
                                .filters(
                                        includeClassNamePatterns(".*(IT|Faults)"),
                                        includeTags(List.of(tags)))
                                .build(),
                        results);
        return results;
    }
}
