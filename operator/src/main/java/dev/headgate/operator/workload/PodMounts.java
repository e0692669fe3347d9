// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.contract.settings.KafkaAccess;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that a role's container sees, and the volumes they come from. */
final class PodMounts {

    static final String SETTINGS = "/etc/headgate/settings";
    static final String DATABASE = "/etc/headgate/database";

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
        if (role != ServiceRole.INGEST) {
            mounts.secret("database", scope.databaseSecret(), DATABASE, "password");
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
        KafkaTls tls = scope.kafka().tls();
        if (tls != null) {
            optional(
                    "kafka-authorities",
                    tls.trustedCertificatesSecretRef(),
                    KafkaAccess.AUTHORITIES,
                    "ca.crt");
            optional(
                    "kafka-certificate",
                    tls.clientCertificateSecretRef(),
                    KafkaAccess.CERTIFICATE,
                    "tls.crt",
                    "tls.key");
        }
        KafkaAuthentication login = scope.kafka().authentication();
        if (login != null && login.scram() != null) {
            optional(
                    "kafka-login",
                    login.scram().secretRef(),
                    KafkaAccess.LOGIN,
                    "username",
                    "password");
        }
    }

    private void optional(
            String name, @Nullable SecretReference reference, String path, String... keys) {
        if (reference != null) {
            secret(name, reference.name(), path, keys);
        }
    }

    /** Only the keys that are needed: a Secret may hold more than a service should see. */
    private void secret(String name, String secret, String path, String... keys) {
        volumes.add(
                new VolumeBuilder()
                        .withName(name)
                        .withNewSecret()
                        .withSecretName(secret)
                        .withDefaultMode(MODE)
                        .withItems(
                                Arrays.stream(keys)
                                        .map(key -> new KeyToPath(key, null, key))
                                        .toList())
                        .endSecret()
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
