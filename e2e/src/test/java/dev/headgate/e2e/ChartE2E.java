// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The chart's templates, judged by helm and by the API server of a real cluster. */
class ChartE2E {

    /** A value, how it is set, and what must then be in the templates' output. */
    private record Effect(String value, String expected, List<String> settings) {

        static Effect of(String value, String setting, String expected) {
            return new Effect(value, expected, List.of(value + setting));
        }

        /** With settings that the value needs to mean anything. */
        Effect given(String... others) {
            var all = new ArrayList<>(settings);
            all.addAll(List.of(others));
            return new Effect(value, expected, List.copyOf(all));
        }
    }

    private static final String BROKER = "defaults.kafka.bootstrapServers=k:9092";
    private static final String TLS = "defaults.kafka.tls.enabled=true";
    private static final String QUICKSTART = "quickstart.enabled=true";
    private static final String ROLE = "arn:aws:iam::123456789012:role/headgate";

    private static final List<Effect> EFFECTS =
            List.of(
                    Effect.of("images.registry", "=r.example", "image: \"r.example/headgate/"),
                    Effect.of("images.tag", "=v7", "image: \"headgate/operator:v7\""),
                    Effect.of("images.pullSecrets", "={pull}", "- name: pull\n"),
                    Effect.of("images.operator", "=mine/a", "image: \"mine/a:"),
                    Effect.of("images.ingestService", "=mine/b", "ingest-service: \"mine/b:"),
                    Effect.of("images.consumerService", "=mine/c", "consumer-service: \"mine/c:"),
                    Effect.of("images.headgate", "=mine/d", "headgate: \"mine/d:"),
                    Effect.of(
                            "defaults.kafka.bootstrapServers",
                            "=k:9092",
                            "bootstrap-servers: \"k:9092\""),
                    Effect.of(
                                    "defaults.kafka.tls.enabled",
                                    "=true",
                                    "tls:\n          enabled: true")
                            .given(BROKER),
                    Effect.of(
                                    "defaults.kafka.tls.trustedCertificatesSecret",
                                    "=ca",
                                    "trusted-certificates-secret: \"ca\"")
                            .given(BROKER, TLS),
                    Effect.of(
                                    "defaults.kafka.tls.clientCertificateSecret",
                                    "=own",
                                    "client-certificate-secret: \"own\"")
                            .given(BROKER, TLS),
                    Effect.of(
                                    "defaults.kafka.scram.secret",
                                    "=login",
                                    "scram:\n          secret: \"login\"")
                            .given(BROKER),
                    Effect.of(
                                    "defaults.kafka.scram.mechanism",
                                    "=ScramSha256",
                                    "mechanism: ScramSha256")
                            .given(BROKER, "defaults.kafka.scram.secret=login"),
                    Effect.of("defaults.kafka.awsMskIam.roleArn", "=" + ROLE, "role-arn: \"" + ROLE)
                            .given(BROKER),
                    Effect.of(
                                    "defaults.kafka.awsMskIam.secret",
                                    "=aws",
                                    "aws-msk-iam:\n          secret: \"aws\"")
                            .given(BROKER),
                    Effect.of("defaults.database.secret", "=db", "secret: \"db\""),
                    Effect.of("defaults.database.ports", "={6432}", "ports: [6432]"),
                    Effect.of(
                            "defaults.deadLetters.tokenSecret",
                            "=letters",
                            "dead-letters:\n        token-secret: \"letters\""),
                    Effect.of("defaults.deadLetters.tokenKey", "=api", "token-key: \"api\"")
                            .given("defaults.deadLetters.tokenSecret=letters"),
                    Effect.of("watch.namespaces", "={a,b}", "namespaces: [\"a\",\"b\"]"),
                    Effect.of("operator.replicas", "=2", "kind: PodDisruptionBudget"),
                    Effect.of("operator.imagePullPolicy", "=Always", "imagePullPolicy: Always"),
                    Effect.of(
                            "operator.serviceAccountAnnotations", ".a=b", "annotations:\n    a: b"),
                    Effect.of("operator.resources", ".requests.cpu=123m", "cpu: 123m"),
                    Effect.of("operator.nodeSelector", ".disk=ssd", "disk: ssd"),
                    Effect.of("operator.tolerations", "[0].key=own", "- key: own"),
                    Effect.of(
                            "operator.affinity",
                            ".podAntiAffinity.x=y",
                            "podAntiAffinity:\n          x: \"y\""),
                    Effect.of("operator.podLabels", ".team=events", "team: events"),
                    Effect.of("operator.podAnnotations", ".note=kept", "note: kept"),
                    Effect.of("operator.priorityClassName", "=high", "priorityClassName: high"),
                    Effect.of("monitoring.podMonitors", "=true", "resources: [podmonitors]"),
                    Effect.of(
                            "monitoring.prometheusRules", "=true", "resources: [prometheusrules]"),
                    Effect.of("monitoring.labels", ".release=kps", "name: \"release\""),
                    Effect.of("strimzi.enabled", "=true", "resources: [kafkas, kafkatopics]"),
                    Effect.of(
                            "monitoring.namespaces", "={mon}", "kubernetes.io/metadata.name: mon"),
                    Effect.of("networkPolicy.enabled", "=true", "kind: NetworkPolicy"),
                    Effect.of("crds.enabled", "=true", "kind: CustomResourceDefinition"),
                    Effect.of("crds.keep", "=true", "helm.sh/resource-policy: keep"),
                    Effect.of("quickstart.enabled", "=true", "kind: StatefulSet"),
                    Effect.of("quickstart.kafka.image", "=k:1", "image: \"k:1\"").given(QUICKSTART),
                    Effect.of("quickstart.kafka.resources", ".requests.cpu=77m", "cpu: 77m")
                            .given(QUICKSTART),
                    Effect.of("quickstart.kafka.storage.size", "=7Gi", "{storage: 7Gi}")
                            .given(QUICKSTART),
                    Effect.of(
                                    "quickstart.kafka.storage.className",
                                    "=fast",
                                    "storageClassName: fast")
                            .given(QUICKSTART, "quickstart.kafka.storage.size=7Gi"),
                    Effect.of("quickstart.postgres.image", "=p:1", "image: \"p:1\"")
                            .given(QUICKSTART),
                    Effect.of("quickstart.postgres.resources", ".requests.cpu=77m", "cpu: 77m")
                            .given(QUICKSTART),
                    Effect.of("quickstart.postgres.storage.size", "=7Gi", "{storage: 7Gi}")
                            .given(QUICKSTART),
                    Effect.of(
                                    "quickstart.postgres.storage.className",
                                    "=fast",
                                    "storageClassName: fast")
                            .given(QUICKSTART, "quickstart.postgres.storage.size=7Gi"));

    /** Values that are on by default: their text must go when they are off. */
    private static final Map<String, String> ON_BY_DEFAULT =
            Map.of(
                    "networkPolicy.enabled", "kind: NetworkPolicy",
                    "strimzi.enabled", "resources: [kafkas, kafkatopics]",
                    "crds.enabled", "kind: CustomResourceDefinition",
                    "crds.keep", "helm.sh/resource-policy: keep");

    private final KubeCluster cluster = new KubeCluster();

    @Test
    void lintFindsNothing() {
        cluster.helm("lint", "--strict", KubeCluster.CHART);
        cluster.helm("lint", "--strict", KubeCluster.CHART, "--set", QUICKSTART);
    }

    @Test
    void everyValueOfTheSchemaHasItsEffect() throws IOException {
        JsonNode schema =
                new ObjectMapper()
                        .readTree(Path.of("..", KubeCluster.CHART, "values.schema.json").toFile());
        var values = new TreeSet<String>();
        leaves(schema, "", values);
        values.remove("global");
        assertThat(EFFECTS.stream().map(Effect::value)).containsExactlyInAnyOrderElementsOf(values);
        String plain = template(List.of());
        for (Effect effect : EFFECTS) {
            assertThat(template(effect.settings())).as(effect.value()).contains(effect.expected());
            String off = ON_BY_DEFAULT.get(effect.value());
            if (off == null) {
                assertThat(plain).as(effect.value() + " not set").doesNotContain(effect.expected());
            } else {
                assertThat(template(List.of(effect.value() + "=false")))
                        .as(effect.value() + " off")
                        .doesNotContain(off);
            }
        }
    }

    @Test
    void refusesValuesThatItDoesNotKnowOrThatExcludeEachOther() {
        assertRefused("operator.replica=2", "replica");
        assertRefused("defaults.deadLetters.tokenKey=", "tokenKey");
        assertRefused(QUICKSTART + "," + BROKER, "brings a Kafka of its own");
    }

    private void assertRefused(String values, String reason) {
        assertThat(cluster.tryHelm("template", "t", KubeCluster.CHART, "--set", values))
                .satisfies(ended -> assertThat(ended.exitCode()).isNotZero())
                .satisfies(ended -> assertThat(ended.output()).contains(reason));
    }

    @Test
    void grantsNoWildcardAndNothingClusterWideForListedNamespaces() {
        List<String> everywhere = roles(template(List.of()));
        List<String> listed = roles(template(List.of("watch.namespaces={a,b}")));
        assertThat(everywhere).isNotEmpty().noneMatch(role -> role.contains("*"));
        assertThat(listed).hasSize(3).noneMatch(role -> role.contains("ClusterRole"));
    }

    @Test
    void apiServerAcceptsEveryObject() {
        for (List<String> settings :
                List.of(
                        List.of(QUICKSTART, "operator.replicas=2"),
                        List.of(
                                "watch.namespaces={default}",
                                "quickstart.enabled=true",
                                "quickstart.kafka.storage.size=1Gi",
                                "quickstart.postgres.storage.size=1Gi"))) {
            var arguments =
                    new ArrayList<>(
                            List.of(
                                    "install",
                                    "headgate",
                                    KubeCluster.CHART,
                                    "--namespace=default",
                                    "--dry-run=server"));
            settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
            assertThat(cluster.helm(arguments.toArray(String[]::new)))
                    .contains("NOT FOR PRODUCTION", "kind: IngestionPipeline");
        }
    }

    private String template(List<String> settings) {
        var arguments =
                new ArrayList<>(List.of("template", "t", KubeCluster.CHART, "--namespace=x"));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return cluster.helm(arguments.toArray(String[]::new));
    }

    private static List<String> roles(String rendered) {
        return List.of(rendered.split("\n---\n", -1)).stream()
                .filter(object ->
                        object.contains("kind: Role\n") || object.contains("kind: ClusterRole\n"))
                .toList();
    }

    private static void leaves(JsonNode schema, String path, Set<String> found) {
        JsonNode properties = schema.path("properties");
        if (properties.isMissingNode()) {
            found.add(path);
            return;
        }
        properties
                .properties()
                .forEach(property ->
                        leaves(
                                property.getValue(),
                                path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                                found));
    }
}
