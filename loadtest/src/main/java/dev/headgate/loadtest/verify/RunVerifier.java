// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static dev.headgate.tables.generated.Tables.TOPIC_REF;

import dev.headgate.contract.pipeline.PartitionBy;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.loadtest.result.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/**
 * Compares, event by event, what the answers of a run said with what PostgreSQL holds.
 *
 * <p>All rows are read in one transaction that sees one state of the database, in the order of
 * topic, partition and offset. Only rows that landed since a minute before the run began are read,
 * by the database's clock: an index leads there, and a row of this run cannot be older, since its
 * transaction would have begun before the event was made. What other senders landed meanwhile is
 * counted and left alone.
 *
 * <p>Memory is the same for a thousand events and a hundred million: rows come a few hundred at a
 * time through a cursor of the server, events are made again from the run's seed instead of being
 * kept, what was seen of each is noted in the ledger's mapped file, the order check remembers one
 * instant for each key of one partition, up to two million, and findings are counted and only the
 * first few named. The server sorts, and for many rows needs as much room for temporary files as
 * they take.
 */
public final class RunVerifier {

    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** The first row comes after the server has sorted all of them. */
    private static final int ANSWER_SECONDS_MAX = (int) TimeUnit.HOURS.toSeconds(1);

    private final DatabaseAccess database;
    private final VerifiedRun run;
    private final int groupsMax;

    /** A verifier of a run that is over and, if patience lasted, settled. */
    public RunVerifier(DatabaseAccess database, VerifiedRun run) {
        this(database, run, OrderCheck.GROUPS_MAX);
    }

    RunVerifier(DatabaseAccess database, VerifiedRun run, int groupsMax) {
        this.database = database;
        this.run = run;
        this.groupsMax = groupsMax;
    }

    /**
     * Reads everything and judges it. May be called again if the database was lost on the way.
     *
     * @param rowsRead told now and then how many rows were read so far
     * @throws DatabaseAccessException if the database cannot be read to the end
     */
    public Verdict verify(LongConsumer rowsRead) {
        run.ledger().forgetSeen();
        try (Connection connection = database.open(ANSWER_SECONDS_MAX)) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return verify(database.sql(connection), rowsRead);
        } catch (SQLException e) {
            throw DatabaseAccessException.of(database, e);
        } catch (DataAccessException e) {
            throw database.trouble(e);
        }
    }

    private Verdict verify(DSLContext sql, LongConsumer rowsRead) {
        DatabaseClock clock = DatabaseClock.ask(sql);
        var order = new OrderCheck(orders(sql), run.ledger(), groupsMax);
        var judge = new RowJudge(run, order, clock.at(run.startedAt()));
        var landed = new LandedRows(sql, clock.at(run.startedAt().minus(MARGIN)));
        landed.events(judge::row, rowsRead);
        landed.deadLetters(judge::deadLetter);
        landed.parked(judge::parked);
        long suppressed = WatermarkTotals.read(sql).since(run.baseLine()).suppressed();
        return verdict(judge, order, EventCounts.of(run), suppressed);
    }

    private Verdict verdict(RowJudge judge, OrderCheck order, EventCounts counts, long suppressed) {
        return new Verdict(
                counts.events(),
                counts.accepted(),
                counts.refused(),
                counts.unknown(),
                judge.rows(),
                judge.deadLetters(),
                judge.parked(),
                suppressed,
                judge.othersRows(),
                order.unchecked(),
                run.settled(),
                counts.lost().finding(),
                counts.duplicated().finding(),
                judge.changed().finding(),
                judge.outOfOrder().finding(),
                judge.unexpected().finding(),
                judge.delays().acceptToRow(),
                judge.delays().dueToRow());
    }

    /** What keeps its order in each topic, by the number that rows have for it. */
    private Map<Integer, PartitionBy> orders(DSLContext sql) {
        var byName = new HashMap<String, PartitionBy>();
        for (TopicSpec topic : run.topics()) {
            byName.put(topic.name(), topic.partitionBy());
        }
        var orders = new HashMap<Integer, PartitionBy>();
        sql.select(TOPIC_REF.TOPIC_REF_, TOPIC_REF.TOPIC_NAME)
                .from(TOPIC_REF)
                .forEach(row ->
                        orders.put(
                                row.value1(), byName.getOrDefault(row.value2(), PartitionBy.None)));
        return orders;
    }
}
