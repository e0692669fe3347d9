// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.ConsumerSettings.DatabaseSettings;
import dev.headgate.consumer.landing.BareInsert;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.tables.PipelineSchema;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Measures what an index of the landing table costs when landing: the bare statement on one
 * connection, into a table that has one index more. Writes {@code indexes.json}, which {@code make
 * bench} puts into {@code docs/performance.md}; {@code -Dbench.index-rows=200000} and {@code
 * -Dbench.rounds=3} are the defaults.
 */
public final class IndexBenchmark {

    private static final int ROWS = Integer.getInteger("bench.index-rows", 200_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int BATCH = 1_000;
    private static final String NONE = "as it is: primary key, BRIN (ingested_at)";

    /** What is added, by what the table of results calls it. */
    private static final Map<String, String> INDEXES = indexes();

    private final EmbeddedPostgres postgres;
    private int schemas;

    private IndexBenchmark(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws Exception {
        try (var folder = BenchmarkFolder.create();
                var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            new IndexBenchmark(postgres).run();
        }
        System.exit(0);
    }

    private static Map<String, String> indexes() {
        var indexes = new LinkedHashMap<String, String>();
        indexes.put(NONE, "");
        indexes.put("btree (ingested_at)", "CREATE INDEX ON {0} (ingested_at)");
        indexes.put("btree (event_time)", "CREATE INDEX ON {0} (event_time)");
        indexes.put("BRIN (event_time)", "CREATE INDEX ON {0} USING brin (event_time)");
        indexes.put("btree (event_id)", "CREATE INDEX ON {0} (event_id)");
        indexes.put("unique (event_id)", "CREATE UNIQUE INDEX ON {0} (event_id)");
        indexes.put(
                "btree (event_key, ingested_at)", "CREATE INDEX ON {0} (event_key, ingested_at)");
        indexes.put(
                "GIN (data jsonb_path_ops)", "CREATE INDEX ON {0} USING gin (data jsonb_path_ops)");
        return indexes;
    }

    private void run() throws IOException, InterruptedException {
        List<EventRow> rows = rows();
        land(rows, "");
        var rates = new LinkedHashMap<String, List<Double>>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, String> index : INDEXES.entrySet()) {
                rates.computeIfAbsent(index.getKey(), _ -> new ArrayList<>())
                        .add(land(rows, index.getValue()));
            }
        }
        write(rates);
    }

    /** Rows each second into a new table that has this index too. */
    private double land(List<EventRow> rows, String index) throws InterruptedException {
        String schema = "hg_index_" + schemas++;
        PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema);
        var dsl =
                DSL.using(
                        new DriverSource(
                                postgres.jdbcUrl(), postgres.username(), postgres.password()),
                        SQLDialect.POSTGRES);
        if (!index.isEmpty()) {
            dsl.execute(index, DSL.name(schema, "event"));
        }
        dsl.execute("CHECKPOINT");
        Duration took =
                BareInsert.run(
                        new DatabaseSettings(
                                postgres.jdbcUrl(),
                                postgres.username(),
                                postgres.password(),
                                schema,
                                1),
                        rows,
                        BATCH);
        dsl.execute("DROP SCHEMA {0} CASCADE", DSL.name(schema));
        return rows.size() / (took.toNanos() / 1e9);
    }

    /** As they come in: ids at random, keys of ten thousand users, times a little out of order. */
    private static List<EventRow> rows() {
        var decoder = new RecordDecoder();
        var random = new SplittableRandom(1);
        var rows = new ArrayList<EventRow>(ROWS);
        Instant begin = Instant.parse("2026-03-01T10:00:00Z");
        String pad = "x".repeat(180);
        for (int n = 0; n < ROWS; n++) {
            Instant time = begin.plusMillis(n - random.nextInt(5_000));
            var envelope =
                    new EventEnvelope(
                            new UUID(random.nextLong(), random.nextLong()).toString(),
                            "order.created",
                            "/bench",
                            time.toString(),
                            "user-" + random.nextInt(10_000),
                            "application/json");
            String data =
                    "{\"order\":%d,\"customer\":\"c-%d\",\"amount\":%d.50,\"items\":[1,2,3],\"note\":\"%s\"}"
                            .formatted(n, random.nextInt(10_000), random.nextInt(500), pad);
            rows.add((EventRow) decoder.decode(kafka(n, envelope, data)));
        }
        return rows;
    }

    private static ConsumerRecord<byte[], byte[]> kafka(
            int offset, EventEnvelope envelope, String data) {
        byte[] value = data.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "bench",
                0,
                offset,
                1_772_359_200_000L + offset,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(Rig.headers(envelope)),
                Optional.empty());
    }

    /** Writes the figures in the form of the page's other benchmarks. */
    private static void write(Map<String, List<Double>> rates) throws IOException {
        double bare = BenchmarkFigures.median(Objects.requireNonNull(rates.get(NONE)));
        var lines = new ArrayList<Map<String, Object>>();
        rates.forEach((what, measured) -> {
            double rate = BenchmarkFigures.median(measured);
            lines.add(
                    what.equals(NONE)
                            ? Map.of("what", what, "perSecond", rate)
                            : Map.of(
                                    "what",
                                    what,
                                    "perSecond",
                                    rate,
                                    "ratio",
                                    rate / bare,
                                    "limit",
                                    "as it is"));
        });
        String conditions =
                String.format(
                        Locale.ROOT,
                        "%,d rows of about 270 bytes of data into an empty table, one connection,"
                                + " batches of %,d; random ids, 10,000 keys. Java and PostgreSQL"
                                + " share %d cores; Java %s; medians of %d interleaved rounds.",
                        ROWS,
                        BATCH,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        ROUNDS);
        BenchmarkFigures.write("indexes", conditions, lines);
    }
}
