// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.AwsMskIamLogin;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

/** Who a role's pods are: nobody to the API server, and an AWS role where Kafka asks for one. */
final class OperandServiceAccount {

    private static final String AWS_ROLE = "eks.amazonaws.com/role-arn";

    private OperandServiceAccount() {}

    static ServiceAccount desired(WorkloadScope scope, ServiceRole role) {
        var account =
                new ServiceAccountBuilder()
                        .withMetadata(scope.metadata(role))
                        .withAutomountServiceAccountToken(false);
        KafkaAuthentication login = scope.kafka().authentication();
        AwsMskIamLogin aws = login == null ? null : login.awsMskIam();
        if (aws != null && aws.roleArn() != null && role != ServiceRole.MIGRATION) {
            account.editMetadata().addToAnnotations(AWS_ROLE, aws.roleArn()).endMetadata();
        }
        return account.build();
    }
}
