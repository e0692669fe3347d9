// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.run.Execution;
import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code apply} makes, mends and refuses; each test has topics and a schema of its own. */
class ApplyIT {

    private static final int ANSWER_SECONDS_MAX = 60;
    private static final String DAY_MILLIS = "86400000";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static EmbeddedPostgres postgres;
    private static Path password;
    private static Admin admin;

    @BeforeAll
    static void startServers() throws IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        password = Files.writeString(folder.resolve("password"), postgres.password());
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stopServers() {
        admin.close(Duration.ZERO);
        kafka.close();
        postgres.close();
    }

    @Test
    void makesTopicsAndSchemaOnceAndThenChangesNothing() throws Exception {
        Path file = pipeline("made", 3);

        Execution first = apply(file);
        Execution second = apply(file);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out().replaceAll("\\d+ migration", "all migration"))
                .isEqualToNormalizingNewlines(
                        """
                        topic made: created (3 partitions, replication factor 1)
                        topic dlq.made: created (3 partitions, replication factor 1)
                        schema hg_default_made: all migration(s) applied
                        """);
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out())
                .isEqualToNormalizingNewlines(
                        """
                        topic made: unchanged
                        topic dlq.made: unchanged
                        schema hg_default_made: unchanged
                        """);
        assertThat(partitions("made")).isEqualTo(3);
        assertThat(partitions("dlq.made")).isEqualTo(3);
        assertThat(hasTable("hg_default_made", "event")).isTrue();
    }

    @Test
    void makesTopicsWithTheSettingsThatKeepWhatIsAccepted() throws Exception {
        apply(pipeline("settings", 1));

        assertThat(settings("settings"))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("retention.ms", DAY_MILLIS)
                .containsEntry("unclean.leader.election.enable", "false");
        assertThat(settings("dlq.settings")).containsEntry("retention.ms", DAY_MILLIS);
    }

    @Test
    void mendsSettingsThatDrifted() throws Exception {
        Path file = pipeline("drift", 1);
        apply(file);
        set("drift", "retention.ms", "1000");
        set("drift", "min.insync.replicas", "2");
        set("drift", "unclean.leader.election.enable", "true");

        Execution mending = apply(file);

        assertThat(mending.exitCode()).as(mending.err()).isZero();
        assertThat(mending.out())
                .contains(
                        "topic drift: set min.insync.replicas=1, retention.ms=86400000,"
                                + " unclean.leader.election.enable=false")
                .contains("topic dlq.drift: unchanged");
        assertThat(settings("drift"))
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("retention.ms", DAY_MILLIS)
                .containsEntry("unclean.leader.election.enable", "false");
    }

    @Test
    void refusesToTakePartitionsAway() throws Exception {
        apply(pipeline("fewer", 4));

        Execution refused = apply(pipeline("fewer", 2), "--grow");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("topic fewer: refused: it has 4 partitions");
        assertThat(partitions("fewer")).isEqualTo(4);
    }

    @Test
    void addsPartitionsOnlyIfAsked() throws Exception {
        apply(pipeline("more", 2));
        Path file = pipeline("more", 5);

        Execution refused = apply(file);
        int kept = partitions("more");
        Execution grown = apply(file, "--grow");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("topic more: refused: ").contains("--grow");
        assertThat(kept).isEqualTo(2);
        assertThat(grown.exitCode()).as(grown.err()).isZero();
        assertThat(grown.out()).contains("topic more: grown from 2 to 5 partitions");
        assertThat(partitions("more")).isEqualTo(5);
    }

    @Test
    void givesUpWhenKafkaDoesNotComeUpInTime() throws Exception {
        String nobody = "127.0.0.1:" + FreePorts.next();
        Instant start = Instant.now();

        Execution givenUp =
                applyTo(nobody, postgres.jdbcUrl(), pipeline("nokafka", 1), "--wait", "1");

        assertThat(givenUp.exitCode()).isEqualTo(1);
        assertThat(givenUp.err())
                .contains("Kafka at " + nobody + " did not come up")
                .doesNotContain("\tat ");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void givesUpWhenPostgresDoesNotComeUpInTime() throws Exception {
        String nobody = "jdbc:postgresql://127.0.0.1:" + FreePorts.next() + "/headgate";

        Execution givenUp =
                applyTo(kafka.bootstrapServers(), nobody, pipeline("nodb", 1), "--wait", "1");

        assertThat(givenUp.exitCode()).isEqualTo(1);
        assertThat(givenUp.out()).contains("waiting for PostgreSQL at " + nobody);
        assertThat(givenUp.err())
                .contains("PostgreSQL at " + nobody + " did not come up")
                .doesNotContain("\tat ");
        assertThat(topics()).doesNotContain("nodb");
    }

    private static Path pipeline(String name, int partitions) throws IOException {
        return Files.writeString(
                folder.resolve(name + "-" + partitions + ".yaml"),
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata:
                  name: %1$s
                spec:
                  topics:
                    - name: %1$s
                      partitions: %2$d
                      retentionHours: 24
                """
                        .formatted(name, partitions));
    }

    private static Execution apply(Path file, String... options) {
        return applyTo(kafka.bootstrapServers(), postgres.jdbcUrl(), file, options);
    }

    private static Execution applyTo(
            String brokers, String database, Path file, String... options) {
        var command =
                new ArrayList<>(
                        List.of(
                                "apply",
                                file.toString(),
                                "--kafka",
                                brokers,
                                "--database",
                                database,
                                "--database-username",
                                postgres.username(),
                                "--database-password-file",
                                password.toString()));
        command.addAll(List.of(options));
        return Execution.of(command.toArray(String[]::new));
    }

    private static List<String> topics() throws Exception {
        return List.copyOf(admin.listTopics().names().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
    }

    private static int partitions(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    private static Map<String, String> settings(String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var settings = new TreeMap<String, String>();
        admin.describeConfigs(List.of(resource))
                .all()
                .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .values()
                .forEach(found ->
                        found.entries()
                                .forEach(entry ->
                                        settings.put(entry.name(), String.valueOf(entry.value()))));
        return settings;
    }

    private static void set(String topic, String name, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                .all()
                .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private static boolean hasTable(String schema, String table) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), postgres.username(), postgres.password());
                var found = connection.getMetaData().getTables(null, schema, table, null)) {
            return found.next();
        }
    }
}
