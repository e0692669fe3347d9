// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.headgate.contract.settings.MountedFolder;
import dev.headgate.contract.settings.MountedFolder.Kind;
import dev.headgate.contract.settings.MountedFolder.MountedFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The volume behind a folder of files from Secrets and ConfigMaps. The kubelet brings them to the
 * pods, and the operator reads none of them. Where one is missing no pod starts, rather than that a
 * port is open to all; pods that run go on with what they have.
 */
final class FolderVolume {

    /** An object of which files are taken. */
    private record Origin(Kind kind, String name) {}

    private FolderVolume() {}

    static Volume of(MountedFolder folder, int mode) {
        return new VolumeBuilder()
                .withName(folder.name())
                .withNewProjected()
                .withDefaultMode(mode)
                .withSources(sources(folder.files()))
                .endProjected()
                .build();
    }

    /** One for each object, in the order in which the files name them. */
    private static List<VolumeProjection> sources(List<MountedFile> files) {
        return files.stream()
                .collect(
                        groupingBy(
                                file -> new Origin(file.kind(), file.object()),
                                LinkedHashMap::new,
                                toList()))
                .entrySet()
                .stream()
                .map(each -> source(each.getKey(), items(each.getValue())))
                .toList();
    }

    private static List<KeyToPath> items(List<MountedFile> files) {
        return files.stream().map(file -> new KeyToPath(file.key(), null, file.path())).toList();
    }

    private static VolumeProjection source(Origin origin, List<KeyToPath> items) {
        var source = new VolumeProjectionBuilder();
        return switch (origin.kind()) {
            case SECRET ->
                    source.withNewSecret()
                            .withName(origin.name())
                            .withItems(items)
                            .endSecret()
                            .build();
            case CONFIG_MAP ->
                    source.withNewConfigMap()
                            .withName(origin.name())
                            .withItems(items)
                            .endConfigMap()
                            .build();
        };
    }
}
