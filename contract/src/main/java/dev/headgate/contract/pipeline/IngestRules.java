// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** The rules over how events are accepted. */
final class IngestRules {

    private static final String INGEST = "spec.ingest";
    private static final String CALLERS = INGEST + ".callers";
    private static final String TLS = INGEST + ".tls";
    private static final String WEBHOOKS = INGEST + ".webhooks";
    private static final String SCHEMAS = INGEST + ".schemas";

    private final RecordReader reader;
    private final Findings findings;

    IngestRules(RecordReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    void check() {
        reader.at(INGEST, IngestSpec.class)
                .ifPresent(ingest -> {
                    bodyHoldsEvent(ingest);
                    somebodyIsKeptOut(ingest);
                });
        reader.at(CALLERS, IngestCallers.class).ifPresent(this::somebodyIsLetIn);
        reader.at(TLS, IngestTls.class).ifPresent(this::authorities);
        webhooks();
        schemas();
    }

    private void bodyHoldsEvent(IngestSpec ingest) {
        if (ingest.maxEventBytes() > ingest.maxBodyBytes()) {
            findings.add(
                    INGEST + ".maxEventBytes",
                    "is %d, more than maxBodyBytes (%d)"
                            .formatted(ingest.maxEventBytes(), ingest.maxBodyBytes()),
                    "an event must fit into a request");
        }
    }

    private void somebodyIsKeptOut(IngestSpec ingest) {
        IngestTls tls = ingest.tls();
        IngestCallers callers = ingest.callers();
        if (tls != null
                && tls.clientAuth() == IngestTls.ClientAuth.Optional
                && (callers == null || callers.secretRef() == null)) {
            findings.add(
                    TLS + ".clientAuth",
                    "is Optional and keeps nobody out",
                    "set callers.secretRef, or Required");
        }
    }

    private void somebodyIsLetIn(IngestCallers callers) {
        if (callers.secretRef() != null) {
            return;
        }
        if (callers.jwt() == null) {
            findings.add(CALLERS, "names nobody", "set secretRef, jwt or both");
        } else if (callers.jwt().unlisted() == CallerTokens.Unlisted.Refuse) {
            findings.add(
                    CALLERS + ".jwt.unlisted",
                    "lets nobody in",
                    "list who may post in the file of callers.secretRef, or set unlisted: Accept");
        }
    }

    private void authorities(IngestTls tls) {
        boolean asked = tls.clientAuth() != IngestTls.ClientAuth.None;
        boolean known = tls.clientAuthoritiesSecretRef() != null;
        if (asked && !known) {
            findings.add(
                    TLS + ".clientAuthoritiesSecretRef",
                    "is required by clientAuth: it says whose certificates are good",
                    "");
        }
        if (!asked && known) {
            findings.add(
                    TLS + ".clientAuth",
                    "is None, and clientAuthoritiesSecretRef of no use",
                    "set Required or Optional");
        }
    }

    private void webhooks() {
        var names = new HashSet<String>();
        for (int i = 0; findings.isLocated(item(WEBHOOKS, i)); i++) {
            String path = item(WEBHOOKS, i);
            reader.at(path + ".name", String.class)
                    .filter(name -> !names.add(name))
                    .ifPresent(name ->
                            findings.add(
                                    path + ".name",
                                    name + " is already the name of a webhook",
                                    "give each webhook its own name"));
            reader.at(path, IngestWebhook.class).ifPresent(webhook -> type(path, webhook));
        }
    }

    private void type(String path, IngestWebhook webhook) {
        boolean byHeader = webhook.eventTypeHeader() != null;
        boolean byMember = webhook.eventTypeMember() != null;
        if (byHeader && byMember) {
            findings.add(
                    path + ".eventTypeMember",
                    "only one of eventTypeHeader and eventTypeMember may be set",
                    "");
        }
        if (!byHeader && !byMember && webhook.eventType() == null) {
            findings.add(
                    path, "one of eventType, eventTypeHeader and eventTypeMember must be set", "");
        }
    }

    private void schemas() {
        Map<String, String> places = new HashMap<>();
        for (int i = 0; findings.isLocated(item(SCHEMAS, i)); i++) {
            String path = item(SCHEMAS, i) + ".eventTypes";
            for (int j = 0; findings.isLocated(item(path, j)); j++) {
                String at = item(path, j);
                reader.at(at, String.class).ifPresent(pattern -> once(at, pattern, places));
            }
        }
    }

    private void once(String path, String pattern, Map<String, String> places) {
        String earlier = places.putIfAbsent(pattern, path);
        if (earlier != null) {
            findings.add(
                    path,
                    "%s already stands on line %d".formatted(pattern, findings.line(earlier)),
                    "each pattern in one schema only");
        }
    }

    private static String item(String list, int index) {
        return list + "[" + index + "]";
    }
}
