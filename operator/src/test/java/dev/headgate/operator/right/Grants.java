// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.right;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Gives rights to the operator's service account, as the chart's bindings do. */
record Grants(KubernetesClient admin, String namespace) {

    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String NAME = ChartRules.OPERATOR;

    void give(ChartRules everywhere, ChartRules own) {
        admin.resource(
                        new ServiceAccountBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .withNamespace(namespace)
                                .endMetadata()
                                .build())
                .create();
        admin.resource(
                        new ClusterRoleBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .endMetadata()
                                .withRules(everywhere.rules())
                                .build())
                .create();
        admin.resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .endMetadata()
                                .withNewRoleRef(GROUP, "ClusterRole", NAME)
                                .addNewSubject("", "ServiceAccount", NAME, namespace)
                                .build())
                .create();
        admin.resource(
                        new RoleBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .withNamespace(namespace)
                                .endMetadata()
                                .withRules(own.rules())
                                .build())
                .create();
        admin.resource(
                        new RoleBindingBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .withNamespace(namespace)
                                .endMetadata()
                                .withNewRoleRef(GROUP, "Role", NAME)
                                .addNewSubject("", "ServiceAccount", NAME, namespace)
                                .build())
                .create();
    }
}
