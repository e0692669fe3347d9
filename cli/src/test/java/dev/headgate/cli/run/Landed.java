// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import static org.awaitility.Awaitility.await;

import dev.headgate.cli.KafkaAdmin;
import dev.headgate.contract.settings.Connections;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What a run at work has in its tables, found as its users find it: by the addresses in its folder.
 * For the pipeline of {@link #PIPELINE}.
 */
public record Landed(Path data) {

    /** Topic of the pipeline. */
    public static final String TOPIC = "proof";

    /** Number of its partitions. */
    public static final int PARTITIONS = 3;

    /** A pipeline file. */
    public static final String PIPELINE =
            """
            apiVersion: headgate.dev/v1alpha1
            kind: IngestionPipeline
            metadata:
              name: proof
            spec:
              topics:
                - name: proof
                  partitions: 3
            """;

    private static final String SCHEMA = "hg_default_proof";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Number of rows by event id, of ids that begin so. */
    public Map<String, Long> rows(String prefix) throws SQLException {
        return counts(
                """
                SELECT event_id, count(*) FROM %%s.event WHERE starts_with(event_id, '%s') GROUP BY 1
                """
                        .formatted(prefix));
    }

    /** First offset that is not settled, by partition. */
    public Map<String, Long> watermarks() throws SQLException {
        return counts("SELECT kafka_partition::text, next_offset FROM %s.watermark");
    }

    /** How many repeats were suppressed. */
    long suppressed() throws SQLException {
        return counts("SELECT 'all', sum(suppressed) FROM %s.watermark").getOrDefault("all", 0L);
    }

    /** Waits until everything that Kafka holds is settled. */
    public void awaitSettled() {
        await().atMost(PATIENCE).until(() -> watermarks().equals(ends()));
    }

    /** Changes rows behind the run's back; the schema's name stands for {@code %s}. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(SCHEMA));
        }
    }

    /** Rows of a name and a number each; the schema's name stands for {@code %s}. */
    public Map<String, Long> counts(String sql) throws SQLException {
        var counts = new HashMap<String, Long>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql.formatted(SCHEMA))) {
            while (found.next()) {
                counts.put(found.getString(1), found.getLong(2));
            }
        }
        return counts;
    }

    private Map<String, Long> ends() {
        var partitions =
                IntStream.range(0, PARTITIONS).mapToObj(n -> new TopicPartition(TOPIC, n)).toList();
        try (KafkaAdmin kafka = KafkaAdmin.of(connections().kafkaBootstrapServers())) {
            return kafka.offsets(partitions, OffsetSpec.latest()).entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    end -> Integer.toString(end.getKey().partition()),
                                    Map.Entry::getValue));
        }
    }

    private Connection connect() throws SQLException {
        Connections connections = connections();
        return DriverManager.getConnection(
                connections.databaseUrl(),
                connections.databaseUsername(),
                connections.databasePassword());
    }

    private Connections connections() {
        return new DataFolder(data).addresses().orElseThrow().connections();
    }
}
