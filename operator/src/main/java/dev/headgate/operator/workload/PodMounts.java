// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.settings.IngestFiles;
import dev.headgate.contract.settings.KafkaSecurity;
import dev.headgate.contract.settings.KafkaSecurity.MountedSecret;
import dev.headgate.contract.settings.MountedFolder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** The files that a role's container sees, and the volumes they come from. */
final class PodMounts {

    static final String SETTINGS = "/etc/headgate/settings";
    static final String DATABASE = "/etc/headgate/database";

    private static final String DEAD_LETTERS = "/etc/headgate/dead-letters";
    private static final String TOKEN = "token";

    /** The file with the token for dead letters, whatever its key in the Secret is. */
    static final String DEAD_LETTER_TOKEN = DEAD_LETTERS + "/" + TOKEN;

    /** Compression libraries unpack themselves there; nothing else is written. */
    private static final String SCRATCH = "/tmp";

    private static final String SCRATCH_SIZE = "64Mi";

    /** Readable for owner and group: Secrets belong to root and to the pod's group. */
    private static final int MODE = 0440;

    private final List<Volume> volumes = new ArrayList<>();
    private final List<VolumeMount> mounts = new ArrayList<>();

    private PodMounts() {}

    static PodMounts of(WorkloadScope scope, ServiceRole role) {
        var mounts = new PodMounts();
        mounts.scratch();
        if (role != ServiceRole.MIGRATION) {
            mounts.settings(scope.name(role));
            mounts.kafka(scope);
        }
        if (role == ServiceRole.INGEST) {
            IngestFiles.folders(scope.spec().ingest()).forEach(mounts::folder);
        } else {
            mounts.secret("database", scope.databaseSecret(), DATABASE, List.of("password"));
        }
        TokenReference token = scope.settings().deadLetterToken();
        if (role == ServiceRole.CONSUMER && token != null) {
            mounts.deadLetterToken(token);
        }
        return mounts;
    }

    List<Volume> volumes() {
        return List.copyOf(volumes);
    }

    List<VolumeMount> mounts() {
        return List.copyOf(mounts);
    }

    private void scratch() {
        volumes.add(
                new VolumeBuilder()
                        .withName("scratch")
                        .withNewEmptyDir()
                        .withSizeLimit(new Quantity(SCRATCH_SIZE))
                        .endEmptyDir()
                        .build());
        mounts.add(new VolumeMountBuilder().withName("scratch").withMountPath(SCRATCH).build());
    }

    private void settings(String configMap) {
        volumes.add(
                new VolumeBuilder()
                        .withName("settings")
                        .withNewConfigMap()
                        .withName(configMap)
                        .withDefaultMode(MODE)
                        .endConfigMap()
                        .build());
        mount("settings", SETTINGS);
    }

    private void kafka(WorkloadScope scope) {
        for (MountedSecret secret : KafkaSecurity.secrets(scope.kafka())) {
            String volume = secret.folder().substring(secret.folder().lastIndexOf('/') + 1);
            secret(volume, secret.secret(), secret.folder(), secret.keys());
        }
    }

    /** Only the keys that are needed: a Secret may hold more than a service should see. */
    private void secret(String name, String secret, String path, List<String> keys) {
        secret(
                name,
                path,
                new SecretVolumeSourceBuilder()
                        .withSecretName(secret)
                        .withItems(
                                keys.stream().map(key -> new KeyToPath(key, null, key)).toList()));
    }

    /**
     * A Secret that is not there keeps no consumer from its events: the folder stays empty, and the
     * dead letters closed, until it is. The folder is mounted as a whole, since a single file would
     * stay as it was when the Secret changes.
     */
    private void deadLetterToken(TokenReference token) {
        secret(
                "dead-letters",
                DEAD_LETTERS,
                new SecretVolumeSourceBuilder()
                        .withSecretName(token.secret())
                        .withOptional(true)
                        .withItems(new KeyToPath(token.key(), null, TOKEN)));
    }

    private void folder(MountedFolder folder) {
        volumes.add(FolderVolume.of(folder, MODE));
        mount(folder.name(), folder.path());
    }

    private void secret(String name, String path, SecretVolumeSourceBuilder secret) {
        volumes.add(
                new VolumeBuilder()
                        .withName(name)
                        .withSecret(secret.withDefaultMode(MODE).build())
                        .build());
        mount(name, path);
    }

    private void mount(String name, String path) {
        mounts.add(
                new VolumeMountBuilder()
                        .withName(name)
                        .withMountPath(path)
                        .withReadOnly(true)
                        .build());
    }
}
