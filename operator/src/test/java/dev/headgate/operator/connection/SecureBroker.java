// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.embedded.FreePorts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real broker of this JVM with four doors: one that takes names and passwords over TLS, one that
 * takes certificates, one that takes AWS identities, and one for the test itself that asks for
 * nothing.
 */
final class SecureBroker implements AutoCloseable {

    private static final String SCRAM = "SCRAM";
    private static final String MUTUAL = "MUTUAL";
    private static final String IAM = "IAM";
    private static final String INSIDE = "INSIDE";
    private static final String CONTROLLER = "CONTROLLER";
    private static final int ITERATIONS = 4096;
    private static final List<ScramMechanism> MECHANISMS =
            List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512);

    private final int scramPort = FreePorts.next();
    private final int mutualPort = FreePorts.next();
    private final int iamPort = FreePorts.next();
    private final int insidePort = FreePorts.next();
    private final int controllerPort = FreePorts.next();
    private final KafkaRaftServer server;

    private SecureBroker(Path folder, TestCertificate authority) throws Exception {
        Map<String, String> settings = settings(folder, authority);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName(CONTROLLER)
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .run();
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    /** Starts it with its data in a folder that exists; it trusts, and has, that authority. */
    static SecureBroker start(Path folder, TestCertificate authority) throws Exception {
        return new SecureBroker(folder, authority);
    }

    private Map<String, String> settings(Path folder, TestCertificate authority) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("log.dirs", folder.toString());
        String brokers =
                String.join(
                        ",",
                        listener(SCRAM, scramPort),
                        listener(MUTUAL, mutualPort),
                        listener(IAM, iamPort),
                        listener(INSIDE, insidePort));
        settings.put("listeners", brokers + "," + listener(CONTROLLER, controllerPort));
        settings.put("advertised.listeners", brokers);
        settings.put(
                "listener.security.protocol.map",
                "%s:SASL_SSL,%s:SSL,%s:SASL_SSL,%s:PLAINTEXT,%s:PLAINTEXT"
                        .formatted(SCRAM, MUTUAL, IAM, INSIDE, CONTROLLER));
        settings.put("inter.broker.listener.name", INSIDE);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("metric.reporters", "");
        TestCertificate own = authority.issue("broker");
        certificate(SCRAM, own, settings);
        certificate(MUTUAL, own, settings);
        certificate(IAM, own, settings);
        settings.put("listener.name.mutual.ssl.client.auth", "required");
        settings.put("listener.name.mutual.ssl.truststore.type", "PEM");
        settings.put("listener.name.mutual.ssl.truststore.certificates", authority.pem());
        settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-256,SCRAM-SHA-512");
        for (String mechanism : List.of("scram-sha-256", "scram-sha-512")) {
            settings.put(
                    "listener.name.scram.%s.sasl.jaas.config".formatted(mechanism),
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        }
        IamServer.register();
        settings.put("listener.name.iam.sasl.enabled.mechanisms", IamServer.MECHANISM);
        settings.put(
                "listener.name.iam.aws_msk_iam.sasl.jaas.config",
                "software.amazon.msk.auth.iam.IAMLoginModule required;");
        return settings;
    }

    private static String listener(String name, int port) {
        return "%s://127.0.0.1:%d".formatted(name, port);
    }

    private static void certificate(
            String listener, TestCertificate certificate, Map<String, String> settings) {
        String prefix =
                "listener.name.%s.ssl.keystore.".formatted(listener.toLowerCase(Locale.ROOT));
        settings.put(prefix + "type", "PEM");
        settings.put(prefix + "certificate.chain", certificate.pem());
        settings.put(prefix + "key", certificate.key());
    }

    /** The door for names and passwords. */
    String scram() {
        return "127.0.0.1:" + scramPort;
    }

    /** The door for certificates. */
    String mutual() {
        return "127.0.0.1:" + mutualPort;
    }

    /** The door for AWS identities. */
    String iam() {
        return "127.0.0.1:" + iamPort;
    }

    /** A client of the door that asks for nothing. */
    Admin inside() {
        return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + insidePort));
    }

    /** Lets a name in by a password, or by another one than before, with either mechanism. */
    void admit(String name, String password) throws ExecutionException, InterruptedException {
        try (Admin admin = inside()) {
            // One at a time: Kafka takes a name only once in a request.
            for (ScramMechanism mechanism : MECHANISMS) {
                admin.alterUserScramCredentials(List.of(credential(name, mechanism, password)))
                        .all()
                        .get();
            }
        }
    }

    private static UserScramCredentialAlteration credential(
            String name, ScramMechanism mechanism, String password) {
        return new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(mechanism, ITERATIONS), password);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
