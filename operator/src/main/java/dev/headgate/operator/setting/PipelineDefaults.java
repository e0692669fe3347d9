// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Invalid;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.Violation;
import io.helidon.config.Config;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What pipelines use that say nothing of their own. It is written into a pipeline and read from
 * that, so that an installation and a pipeline are judged by the same rules.
 */
final class PipelineDefaults {

    private static final String KAFKA = "kafka";
    private static final String TLS = "kafka.tls.";
    private static final String SCRAM_SECRET = "kafka.scram.secret";
    private static final String SCRAM_MECHANISM = "kafka.scram.mechanism";

    /** Keys and where their values stand in a pipeline's spec. */
    private static final Map<String, String> PATHS = paths();

    private PipelineDefaults() {}

    private static Map<String, String> paths() {
        var paths = new LinkedHashMap<String, String>();
        paths.put("kafka.bootstrap-servers", "kafka.bootstrapServers");
        paths.put(
                TLS + "trusted-certificates-secret", "kafka.tls.trustedCertificatesSecretRef.name");
        paths.put(TLS + "client-certificate-secret", "kafka.tls.clientCertificateSecretRef.name");
        paths.put(SCRAM_SECRET, "kafka.authentication.scram.secretRef.name");
        paths.put(SCRAM_MECHANISM, "kafka.authentication.scram.mechanism");
        paths.put("kafka.aws-msk-iam.role-arn", "kafka.authentication.awsMskIam.roleArn");
        paths.put("kafka.aws-msk-iam.secret", "kafka.authentication.awsMskIam.secretRef.name");
        paths.put("database.secret", "database.secretRef.name");
        for (String service : List.of("ingest", "consumer")) {
            for (String amount :
                    List.of("requests.cpu", "requests.memory", "limits.cpu", "limits.memory")) {
                paths.put(
                        "resources.%s-service.%s".formatted(service, amount),
                        "%s.pod.resources.%s".formatted(service, amount));
            }
        }
        return paths;
    }

    /** A pipeline's spec with the installation's values; the rest of it means nothing. */
    static PipelineSpec read(Config operator) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("apiVersion", IngestionPipeline.API_VERSION).put("kind", IngestionPipeline.KIND);
        file.putObject("metadata").put("name", "defaults");
        ObjectNode spec = file.putObject("spec");
        spec.putArray("topics").addObject().put("name", "defaults");
        PATHS.forEach((key, path) -> write(value(operator, key), path, spec));
        encryption(operator, spec);
        return switch (PipelineFile.parse("", file.toString())) {
            case Valid(IngestionPipeline pipeline) -> pipeline.spec();
            case Invalid(List<Violation> violations) ->
                    throw new InvalidSettings(
                            violations.stream()
                                    .map(PipelineDefaults::sentence)
                                    .distinct()
                                    .collect(Collectors.joining("; ")));
        };
    }

    /** Values that mean something only with others are left out without them. */
    private static String value(Config operator, String key) {
        boolean used = !key.equals(SCRAM_MECHANISM) || !text(operator, SCRAM_SECRET).isEmpty();
        return used ? text(operator, key) : "";
    }

    private static String text(Config operator, String key) {
        return SettingRange.text(operator.get(key));
    }

    private static void write(String value, String path, ObjectNode spec) {
        if (!value.isEmpty()) {
            int end = path.lastIndexOf('.');
            ObjectNode parent = spec;
            for (String name : path.substring(0, end).split("\\.", -1)) {
                parent = parent.withObjectProperty(name);
            }
            parent.put(path.substring(end + 1), value);
        }
    }

    private static void encryption(Config operator, ObjectNode spec) {
        if (SettingRange.truth(operator.get(TLS + "enabled"))) {
            spec.withObjectProperty(KAFKA).withObjectProperty("tls");
        } else if (spec.path(KAFKA).has("tls")) {
            throw new InvalidSettings(
                    "operator.kafka.tls.enabled is false, but Secrets with certificates are named:"
                            + " set it to true, or leave them out");
        }
    }

    private static String sentence(Violation violation) {
        return "operator.%s %s%s"
                .formatted(
                        key(violation.path()),
                        violation.message(),
                        violation.suggestion().isEmpty() ? "" : ": " + violation.suggestion());
    }

    /** The key whose value a path is about, or the branch that all keys below the path share. */
    private static String key(String path) {
        String inSpec = path.replaceFirst("^spec\\.", "");
        return PATHS.entrySet().stream()
                .filter(entry ->
                        entry.getValue().startsWith(inSpec) || inSpec.startsWith(entry.getValue()))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .map(key -> inSpec.equals(PATHS.get(key)) ? key : branch(inSpec, key))
                .orElse(inSpec);
    }

    private static String branch(String path, String key) {
        return switch (path) {
            case "kafka.authentication" -> KAFKA;
            case "kafka.authentication.awsMskIam" -> "kafka.aws-msk-iam";
            case "kafka.tls" -> "kafka.tls.enabled";
            default -> key;
        };
    }
}
