// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.IngestCallers;
import dev.headgate.contract.pipeline.IngestSpec;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who may talk to a role's pods and to whom these may talk: clients to ingest, the listed ones to
 * the management ports; from the pods to DNS, the brokers' ports, the database's and an issuer's.
 */
final class RoleNetworkPolicy {

    private static final int DNS = 53;
    private static final int HTTPS = 443;

    private RoleNetworkPolicy() {}

    static NetworkPolicy desired(WorkloadScope scope, ServiceRole role) {
        return new NetworkPolicyBuilder()
                .withMetadata(scope.metadata(role))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(scope.selector(role))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withIngress(ingress(scope, role))
                .addNewEgress()
                .withPorts(egress(scope, role))
                .endEgress()
                .endSpec()
                .build();
    }

    private static List<NetworkPolicyIngressRule> ingress(WorkloadScope scope, ServiceRole role) {
        var rules = new ArrayList<NetworkPolicyIngressRule>();
        if (role == ServiceRole.INGEST) {
            rules.add(
                    new NetworkPolicyIngressRuleBuilder()
                            .withPorts(port("TCP", ServicePod.HTTP_PORT))
                            .build());
        }
        List<NetworkPolicyPeer> peers =
                scope.settings().network().management().stream()
                        .map(RoleNetworkPolicy::peer)
                        .toList();
        // A rule without anybody would let everybody in.
        if (role != ServiceRole.MIGRATION && !peers.isEmpty()) {
            rules.add(
                    new NetworkPolicyIngressRuleBuilder()
                            .withFrom(peers)
                            .withPorts(port("TCP", role.managementPort()))
                            .build());
        }
        return rules;
    }

    private static NetworkPolicyPeer peer(NetworkAccess.Peer peer) {
        var written =
                new NetworkPolicyPeerBuilder()
                        .withNewNamespaceSelector()
                        .addToMatchLabels("kubernetes.io/metadata.name", peer.namespace())
                        .endNamespaceSelector();
        return peer.labels().isEmpty()
                ? written.build()
                : written.withPodSelector(
                                new LabelSelectorBuilder().withMatchLabels(peer.labels()).build())
                        .build();
    }

    private static List<NetworkPolicyPort> egress(WorkloadScope scope, ServiceRole role) {
        var tcp = new TreeSet<Integer>();
        tcp.add(DNS);
        if (role != ServiceRole.MIGRATION) {
            for (String server : scope.kafka().bootstrapServers().split(",", -1)) {
                tcp.add(Integer.parseInt(server.substring(server.lastIndexOf(':') + 1).strip()));
            }
            KafkaAuthentication login = scope.kafka().authentication();
            if (login != null && login.awsMskIam() != null) {
                tcp.add(HTTPS);
            }
        }
        if (role == ServiceRole.INGEST) {
            issuer(scope.spec().ingest()).ifPresent(tcp::add);
        } else {
            tcp.addAll(scope.settings().network().databasePorts());
        }
        var ports = new ArrayList<NetworkPolicyPort>();
        ports.add(port("UDP", DNS));
        tcp.forEach(number -> ports.add(port("TCP", number)));
        return ports;
    }

    /** The port at which an issuer's keys are read. */
    private static Optional<Integer> issuer(IngestSpec ingest) {
        return Optional.ofNullable(ingest.callers())
                .map(IngestCallers::jwt)
                .map(jwt -> URI.create(jwt.jwksUrl()).getPort())
                .map(port -> port < 0 ? HTTPS : port);
    }

    private static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPortBuilder().withProtocol(protocol).withNewPort(number).build();
    }
}
