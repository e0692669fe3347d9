// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.PodSettings;
import dev.headgate.contract.pipeline.PodToleration;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all pods of a pipeline have alike: restricted security, Secrets as files, spread over nodes
 * and zones, and what the pipeline says of its own.
 */
final class PodTemplate {

    /** The user that the images are made for. */
    private static final long USER = 10_001;

    private static final List<String> SPREAD =
            List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname");

    private PodTemplate() {}

    /** The template around a container, to which the role adds what is its own. */
    static PodTemplateSpec around(WorkloadScope scope, ServiceRole role, Container container) {
        PodSettings pod = scope.pod(role);
        PodMounts mounts = PodMounts.of(scope, role);
        Container whole =
                new ContainerBuilder(container)
                        .withName(role.component())
                        .withImagePullPolicy("IfNotPresent")
                        .withEnv(PodEnvironment.of(scope, role))
                        .withVolumeMounts(mounts.mounts())
                        .withSecurityContext(containerSecurity())
                        .withTerminationMessagePolicy("FallbackToLogsOnError")
                        .build();
        var labels = new TreeMap<>(pod.labels());
        labels.putAll(scope.labels(role));
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(new TreeMap<>(pod.annotations()))
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(scope.name(role))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(podSecurity())
                .withImagePullSecrets(
                        scope.settings().images().pullSecrets().stream()
                                .map(LocalObjectReference::new)
                                .toList())
                .withNodeSelector(new TreeMap<>(pod.nodeSelector()))
                .withTolerations(pod.tolerations().stream().map(PodTemplate::toleration).toList())
                .withContainers(whole)
                .withVolumes(mounts.volumes())
                .endSpec()
                .build();
    }

    /** Replicas of one role away from each other, as far as there is room. */
    static List<TopologySpreadConstraint> spread(Map<String, String> selector) {
        return SPREAD.stream()
                .map(topology ->
                        new TopologySpreadConstraintBuilder()
                                .withMaxSkew(1)
                                .withTopologyKey(topology)
                                .withWhenUnsatisfiable("ScheduleAnyway")
                                .withLabelSelector(
                                        new LabelSelectorBuilder()
                                                .withMatchLabels(selector)
                                                .build())
                                .withMatchLabelKeys("pod-template-hash")
                                .build())
                .toList();
    }

    private static PodSecurityContext podSecurity() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static SecurityContext containerSecurity() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private static Toleration toleration(PodToleration toleration) {
        var written = new Toleration();
        written.setKey(toleration.key());
        written.setOperator(toleration.operator().name());
        written.setValue(toleration.value());
        if (toleration.effect() != null) {
            written.setEffect(toleration.effect().name());
        }
        if (toleration.tolerationSeconds() != null) {
            written.setTolerationSeconds(toleration.tolerationSeconds().longValue());
        }
        return written;
    }
}
