// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.PodResources;
import dev.headgate.contract.pipeline.ResourceAmounts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * Makes the pipeline's schema and brings it up to date; consumers wait for it. A Job cannot change,
 * so its name changes with what it does, and a new version of the platform has a new one.
 */
final class MigrationJob {

    private static final int RETRIES = 6;
    private static final int NAME_DIGEST = 8;
    private static final PodResources RESOURCES =
            new PodResources(
                    new ResourceAmounts("100m", "256Mi"), new ResourceAmounts(null, "512Mi"));

    private MigrationJob() {}

    static Job desired(WorkloadScope scope) {
        PodTemplateSpec template = template(scope);
        String digest = Digest.of(Serialization.asYaml(template)).substring(0, NAME_DIGEST);
        String name = scope.name(ServiceRole.MIGRATION) + "-" + digest;
        return new JobBuilder()
                .withMetadata(scope.metadata(ServiceRole.MIGRATION, name))
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withTemplate(template)
                .endSpec()
                .build();
    }

    private static PodTemplateSpec template(WorkloadScope scope) {
        Container container =
                new ContainerBuilder()
                        .withImage(scope.settings().images().command())
                        .withArgs("migrate", PipelineNames.of(scope.asFile().metadata()).schema())
                        .withResources(Amounts.of(RESOURCES))
                        .build();
        return new PodTemplateSpecBuilder(
                        PodTemplate.around(scope, ServiceRole.MIGRATION, container))
                .editSpec()
                // Each try leaves its pod, and so its log.
                .withRestartPolicy("Never")
                .endSpec()
                .build();
    }
}
