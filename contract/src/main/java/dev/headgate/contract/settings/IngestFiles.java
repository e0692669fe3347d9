// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import dev.headgate.contract.pipeline.CallerTokens;
import dev.headgate.contract.pipeline.ConfigMapKey;
import dev.headgate.contract.pipeline.IngestCallers;
import dev.headgate.contract.pipeline.IngestSpec;
import dev.headgate.contract.pipeline.IngestTls;
import dev.headgate.contract.pipeline.IngestWebhook;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.contract.settings.MountedFolder.Kind;
import dev.headgate.contract.settings.MountedFolder.MountedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that the ingest service's pods see beside their settings, from the Secrets and
 * ConfigMaps that a pipeline names; the settings name them by the same words ({@link
 * IngestAccess}).
 */
public final class IngestFiles {

    private static final String CALLERS = "callers";
    private static final String TLS = "tls";
    private static final String WEBHOOKS = "webhooks";
    private static final String SCHEMAS = "schemas";

    private static final String CALLERS_YAML = "callers.yaml";
    private static final String CA_CRT = "ca.crt";
    private static final String TLS_CRT = "tls.crt";
    private static final String TLS_KEY = "tls.key";

    /** In their folders, for both are the key ca.crt of a Secret. */
    private static final String ISSUER_CRT = "issuer-ca.crt";

    private static final String CLIENTS_CRT = "clients-ca.crt";

    private IngestFiles() {}

    /** The folders that a pipeline needs; none for one that names no such objects. */
    public static List<MountedFolder> folders(IngestSpec ingest) {
        return Stream.of(
                        new MountedFolder(CALLERS, callers(ingest.callers())),
                        new MountedFolder(TLS, tls(ingest.tls())),
                        new MountedFolder(
                                WEBHOOKS,
                                ingest.webhooks().stream().map(IngestFiles::webhook).toList()),
                        new MountedFolder(
                                SCHEMAS,
                                ingest.schemas().stream()
                                        .map(schema -> schema(schema.configMapRef()))
                                        .distinct()
                                        .toList()))
                .filter(folder -> !folder.files().isEmpty())
                .toList();
    }

    /** The file of those who may post. */
    static String callersFile() {
        return MountedFolder.file(CALLERS, CALLERS_YAML);
    }

    /** The authorities of the address with an issuer's keys. */
    static String issuerAuthoritiesFile() {
        return MountedFolder.file(CALLERS, ISSUER_CRT);
    }

    /** The service's certificate. */
    static String certificateFile() {
        return MountedFolder.file(TLS, TLS_CRT);
    }

    /** The certificate's key. */
    static String privateKeyFile() {
        return MountedFolder.file(TLS, TLS_KEY);
    }

    /** The authorities of clients' certificates. */
    static String clientAuthoritiesFile() {
        return MountedFolder.file(TLS, CLIENTS_CRT);
    }

    /** The secrets of a webhook. */
    static String secretsFile(IngestWebhook webhook) {
        return MountedFolder.file(WEBHOOKS, webhook(webhook).path());
    }

    /** A schema. */
    static String schemaFile(ConfigMapKey reference) {
        return MountedFolder.file(SCHEMAS, schema(reference).path());
    }

    private static List<MountedFile> callers(@Nullable IngestCallers callers) {
        var files = new ArrayList<MountedFile>();
        if (callers != null) {
            add(callers.secretRef(), CALLERS_YAML, CALLERS_YAML, files);
            CallerTokens jwt = callers.jwt();
            if (jwt != null) {
                add(jwt.trustedCertificatesSecretRef(), CA_CRT, ISSUER_CRT, files);
            }
        }
        return files;
    }

    private static List<MountedFile> tls(@Nullable IngestTls tls) {
        var files = new ArrayList<MountedFile>();
        if (tls != null) {
            add(tls.certificateSecretRef(), TLS_CRT, TLS_CRT, files);
            add(tls.certificateSecretRef(), TLS_KEY, TLS_KEY, files);
            add(tls.clientAuthoritiesSecretRef(), CA_CRT, CLIENTS_CRT, files);
        }
        return files;
    }

    private static MountedFile webhook(IngestWebhook webhook) {
        return new MountedFile(
                Kind.SECRET, webhook.secretRef().name(), webhook.name(), webhook.name());
    }

    /** Several may use the same: each ConfigMap has a folder of its own. */
    private static MountedFile schema(ConfigMapKey reference) {
        return new MountedFile(
                Kind.CONFIG_MAP,
                reference.name(),
                reference.key(),
                reference.name() + "/" + reference.key());
    }

    private static void add(
            @Nullable SecretReference reference, String key, String path, List<MountedFile> files) {
        if (reference != null) {
            files.add(new MountedFile(Kind.SECRET, reference.name(), key, path));
        }
    }
}
