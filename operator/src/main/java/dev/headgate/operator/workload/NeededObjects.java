// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import dev.headgate.contract.pipeline.IngestSpec;
import dev.headgate.contract.settings.IngestFiles;
import dev.headgate.contract.settings.MountedFolder.Kind;
import dev.headgate.contract.settings.MountedFolder.MountedFile;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says which Secrets and ConfigMaps the ingest pods cannot start without. The operator does not
 * look whether they are there, so that it reads nobody's keys; it says what to look for.
 */
final class NeededObjects {

    private static final int NAMED_MAX = 8;

    private NeededObjects() {}

    /** A sentence with a blank before it; empty if there is nothing to look for. */
    static String sentence(IngestSpec ingest) {
        Map<String, String> objects =
                IngestFiles.folders(ingest).stream()
                        .flatMap(folder -> folder.files().stream())
                        .collect(
                                groupingBy(
                                        NeededObjects::name,
                                        TreeMap::new,
                                        mapping(MountedFile::key, joining(" and "))));
        return objects.isEmpty()
                ? ""
                : " They start only with "
                        + objects.entrySet().stream()
                                .limit(NAMED_MAX)
                                .map(each -> "%s (%s)".formatted(each.getKey(), each.getValue()))
                                .collect(joining(", "))
                        + (objects.size() > NAMED_MAX
                                ? " and %d more".formatted(objects.size() - NAMED_MAX)
                                : "")
                        + " in the namespace.";
    }

    private static String name(MountedFile file) {
        return (file.kind() == Kind.SECRET ? "Secret " : "ConfigMap ") + file.object();
    }
}
