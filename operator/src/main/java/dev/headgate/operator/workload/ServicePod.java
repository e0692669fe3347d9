// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.PodResources;
import dev.headgate.contract.settings.SettingsRendering;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.ArrayList;
import java.util.List;

/** The pods of the two services that run on: with settings, ports and probes. */
final class ServicePod {

    static final int HTTP_PORT = 8080;
    static final String HTTP = "http";
    static final String MANAGEMENT = "management";

    /** On a pod's template: changes with its settings, so that new settings make new pods. */
    static final String SETTINGS_ANNOTATION = "headgate.dev/settings";

    private static final String LIVE = "/observe/health/live";
    private static final String READY = "/observe/health/ready";
    private static final int PROBE_SECONDS = 5;
    private static final int PROBE_TIMEOUT_SECONDS = 3;
    private static final int LIVE_FAILURES = 6;
    private static final int READY_FAILURES = 2;

    /** A consumer waits five minutes for topics and schema before it opens its port. */
    private static final int START_FAILURES = 72;

    /** For flushing, closing and the virtual machine's own end. */
    private static final long CLOSING_SECONDS = 15;

    private ServicePod() {}

    static PodTemplateSpec template(WorkloadScope scope, ServiceRole role) {
        PodTemplateSpec template = PodTemplate.around(scope, role, container(scope, role));
        return new PodTemplateSpecBuilder(template)
                .editMetadata()
                .addToAnnotations(
                        SETTINGS_ANNOTATION, Digest.of(SettingsConfigMap.text(scope, role)))
                .endMetadata()
                .editSpec()
                .withTerminationGracePeriodSeconds(graceSeconds(role))
                .withTopologySpreadConstraints(PodTemplate.spread(scope.selector(role)))
                .endSpec()
                .build();
    }

    /**
     * Longer than a service takes to drain, so that nothing is cut. SIGTERM begins the drain
     * itself: ingest goes on serving for the removal delay, so no hook has to delay the signal.
     */
    private static long graceSeconds(ServiceRole role) {
        long drain = SettingsRendering.DRAIN_TIMEOUT.toSeconds() + CLOSING_SECONDS;
        return role == ServiceRole.INGEST
                ? drain + SettingsRendering.ENDPOINT_REMOVAL_DELAY.toSeconds()
                : drain;
    }

    private static Container container(WorkloadScope scope, ServiceRole role) {
        WorkloadSettings settings = scope.settings();
        boolean ingest = role == ServiceRole.INGEST;
        String image = ingest ? settings.images().ingest() : settings.images().consumer();
        String ownImage = scope.pod(role).image();
        PodResources resources = ingest ? settings.ingestResources() : settings.consumerResources();
        PodResources ownResources = scope.pod(role).resources();
        return new ContainerBuilder()
                .withImage(ownImage == null ? image : ownImage)
                .withArgs("--config", PodMounts.SETTINGS + "/" + SettingsConfigMap.FILE)
                .withPorts(ports(role))
                .withResources(Amounts.of(ownResources == null ? resources : ownResources))
                .withStartupProbe(probe(LIVE, START_FAILURES))
                .withLivenessProbe(probe(LIVE, LIVE_FAILURES))
                .withReadinessProbe(probe(READY, READY_FAILURES))
                .build();
    }

    private static List<ContainerPort> ports(ServiceRole role) {
        var ports = new ArrayList<ContainerPort>();
        if (role == ServiceRole.INGEST) {
            ports.add(port(HTTP, HTTP_PORT));
        }
        ports.add(port(MANAGEMENT, role.managementPort()));
        return ports;
    }

    private static ContainerPort port(String name, int number) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    private static Probe probe(String path, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(MANAGEMENT)
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(PROBE_SECONDS)
                .withTimeoutSeconds(PROBE_TIMEOUT_SECONDS)
                .withSuccessThreshold(1)
                .withFailureThreshold(failures)
                .build();
    }
}
