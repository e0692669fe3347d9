// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import dev.headgate.contract.pipeline.CallerTokens;
import dev.headgate.contract.pipeline.DataSchema;
import dev.headgate.contract.pipeline.IngestCallers;
import dev.headgate.contract.pipeline.IngestSpec;
import dev.headgate.contract.pipeline.IngestTls;
import dev.headgate.contract.pipeline.IngestWebhook;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may post to a pipeline on a cluster, how the port for events is encrypted, and what events
 * are held to, in the words of the ingest service's settings. What is in a Secret or a ConfigMap is
 * named as a file ({@link IngestFiles}); the service looks at it itself, so its content is in no
 * setting, and a new one makes no new pods.
 */
final class IngestAccess {

    private IngestAccess() {}

    /** Settings of the ingest service; none for a pipeline that says nothing of the kind. */
    static Map<String, String> settings(IngestSpec ingest) {
        var settings = new TreeMap<String, String>();
        if (ingest.callers() != null) {
            callers(ingest.callers(), settings);
        }
        if (ingest.tls() != null) {
            tls(ingest.tls(), settings);
        }
        for (int i = 0; i < ingest.webhooks().size(); i++) {
            webhook("ingest.webhooks." + i + ".", ingest.webhooks().get(i), settings);
        }
        for (int i = 0; i < ingest.schemas().size(); i++) {
            schema("ingest.schemas." + i + ".", ingest.schemas().get(i), settings);
        }
        return settings;
    }

    private static void callers(IngestCallers callers, Map<String, String> settings) {
        if (callers.secretRef() != null) {
            settings.put("ingest.callers.file", IngestFiles.callersFile());
        }
        CallerTokens jwt = callers.jwt();
        if (jwt == null) {
            return;
        }
        String prefix = "ingest.callers.jwt.";
        settings.put(prefix + "issuer", jwt.issuer());
        settings.put(prefix + "audience", jwt.audience());
        settings.put(prefix + "jwks-url", jwt.jwksUrl());
        if (jwt.trustedCertificatesSecretRef() != null) {
            settings.put(prefix + "jwks-trust-file", IngestFiles.issuerAuthoritiesFile());
        }
        list(prefix + "algorithms", jwt.algorithms(), settings);
        settings.put(prefix + "caller-claim", jwt.callerClaim());
        settings.put(prefix + "unlisted", jwt.unlisted().name());
    }

    private static void tls(IngestTls tls, Map<String, String> settings) {
        String prefix = "ingest.server.tls.";
        settings.put(prefix + "certificate-file", IngestFiles.certificateFile());
        settings.put(prefix + "private-key-file", IngestFiles.privateKeyFile());
        settings.put(prefix + "client-auth", tls.clientAuth().name());
        if (tls.clientAuthoritiesSecretRef() != null) {
            settings.put(prefix + "client-trust-file", IngestFiles.clientAuthoritiesFile());
        }
    }

    private static void webhook(
            String prefix, IngestWebhook webhook, Map<String, String> settings) {
        settings.put(prefix + "name", webhook.name());
        settings.put(prefix + "signature", webhook.signature().name());
        settings.put(prefix + "secrets-file", IngestFiles.secretsFile(webhook));
        put(prefix + "source", webhook.source(), settings);
        put(prefix + "event-type", webhook.eventType(), settings);
        put(prefix + "event-type-header", webhook.eventTypeHeader(), settings);
        put(prefix + "event-type-member", webhook.eventTypeMember(), settings);
        settings.put(prefix + "tolerance", "PT" + webhook.toleranceSeconds() + "S");
    }

    private static void schema(String prefix, DataSchema schema, Map<String, String> settings) {
        list(prefix + "event-types", schema.eventTypes(), settings);
        settings.put(prefix + "file", IngestFiles.schemaFile(schema.configMapRef()));
        settings.put(prefix + "mode", schema.mode().name());
    }

    private static void put(String key, @Nullable String value, Map<String, String> settings) {
        if (value != null) {
            settings.put(key, value);
        }
    }

    private static void list(String key, List<?> values, Map<String, String> settings) {
        for (int i = 0; i < values.size(); i++) {
            settings.put(key + "." + i, values.get(i).toString());
        }
    }
}
