// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import org.jspecify.annotations.Nullable;

/** The rules over a pipeline's own Kafka. */
final class KafkaRules {

    private static final String KAFKA = "spec.kafka";
    private static final String AUTHENTICATION = KAFKA + ".authentication";
    private static final String AWS = AUTHENTICATION + ".awsMskIam";

    private final RecordReader reader;
    private final Findings findings;

    KafkaRules(RecordReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    void check() {
        reader.at(KAFKA, KafkaConnection.class).ifPresent(this::encrypted);
        reader.at(AUTHENTICATION, KafkaAuthentication.class)
                .ifPresent(login ->
                        exactlyOne(
                                AUTHENTICATION,
                                "scram",
                                login.scram(),
                                "awsMskIam",
                                login.awsMskIam()));
        reader.at(AWS, AwsMskIamLogin.class)
                .ifPresent(login ->
                        exactlyOne(
                                AWS, "roleArn", login.roleArn(), "secretRef", login.secretRef()));
    }

    private void encrypted(KafkaConnection kafka) {
        KafkaAuthentication login = kafka.authentication();
        if (login != null && login.awsMskIam() != null && kafka.tls() == null) {
            findings.add(
                    KAFKA + ".tls",
                    "is required by awsMskIam: MSK takes IAM only over TLS",
                    "write tls: {}");
        }
    }

    private void exactlyOne(
            String path,
            String left,
            @Nullable Object first,
            String right,
            @Nullable Object second) {
        if ((first == null) == (second == null)) {
            findings.add(path, "exactly one of %s and %s must be set".formatted(left, right), "");
        }
    }
}
