// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.EVENT;

import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where the contenders meet: the servers that they share, and topics filled alike.
 *
 * @param folder for what is left behind until the end
 */
record MessagingStage(KafkaProcess kafka, EmbeddedPostgres postgres, Path folder) {

    static final String EVENTS = "order.created";
    static final String DATA = "{\"note\":\"" + "x".repeat(250) + "\"}";

    private static final AtomicLong IDS = new AtomicLong();

    /** A topic and a schema of their own. */
    Rig rig(int partitions) {
        return Rig.of(kafka.bootstrapServers(), postgres, partitions);
    }

    /** So many events of a type in one partition; acknowledged once this returns. */
    static void send(Rig rig, int partition, int count, String type, String data) {
        for (int n = 0; n < count; n++) {
            rig.send(
                    partition,
                    new EventEnvelope(
                            "e" + IDS.incrementAndGet(),
                            type,
                            "/bench",
                            null,
                            "k",
                            EventEnvelope.JSON),
                    data);
            if (n % 10_000 == 0) {
                rig.flush();
            }
        }
        rig.flush();
    }

    /** Polls until it is so; answers whether it is. */
    static boolean until(Duration most, BooleanSupplier done) {
        long deadline = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < deadline) {
            if (done.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(5_000_000);
        }
        return done.getAsBoolean();
    }

    /**
     * Counts from now on how often a row is brought to the table: its key keeps repeats out, a
     * table without one would have them.
     */
    static void countArrivals(Rig rig) {
        var dsl = rig.dsl();
        String schema = rig.settings().get("consumer.database.schema");
        dsl.execute("CREATE TABLE " + schema + ".arrival (at_partition int, at_offset bigint)");
        dsl.execute(
                "CREATE FUNCTION %s.arrived() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO %s.arrival VALUES (NEW.kafka_partition, NEW.kafka_offset); RETURN NEW; END $$"
                        .formatted(schema, schema));
        dsl.execute(
                "CREATE TRIGGER arrived BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s.arrived()"
                        .formatted(dsl.render(EVENT), schema));
    }

    /** How many of the arrivals counted were repeats. */
    static long doubled(Rig rig) {
        String schema = rig.settings().get("consumer.database.schema");
        var row =
                rig.dsl()
                        .fetchOne(
                                "SELECT count(*) - count(DISTINCT (at_partition, at_offset)) FROM "
                                        + schema
                                        + ".arrival");
        return row == null ? 0 : row.get(0, Long.class);
    }
}
