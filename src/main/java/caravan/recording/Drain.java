package caravan.recording;

import caravan.model.Frame;
import caravan.recording.Stretch.Left;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Brings what was left to the disk back, oldest first, once the database answers, and counts the stretches that are
 * complete.
 *
 * <p>Rows wait in the same queues as fresh batches, and give way when these are full. Frames are decoded again, so that
 * no form of a row outlives its table. As a service of the Camel context it is stopped after the routes, and then counts
 * once more; what was gathered and not stored by then is on disk, and the next start brings it back.
 */
public final class Drain extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final int ROWS = 500;
    /** So many files in a row fail because of the table; one alone may have a reason of its own. */
    private static final int FAILURES_OF_A_TABLE = 2;

    private final Spool spool;
    private final RecordingDatabase database;
    private final FrameDecoder decoder;
    private final FrameCounts counts;
    private final DiskLimit limit;

    public Drain(Spool spool, RecordingDatabase database, FrameDecoder decoder, FrameCounts counts, DiskLimit limit) {
        this.spool = spool;
        this.database = database;
        this.decoder = decoder;
        this.counts = counts;
        this.limit = limit;
    }

    /** Stores what waits until nothing is left, the database fails, a queue is full, or the program stops. */
    public void drain(Exchange exchange) throws Exception {
        spool.endOldStretch();
        spool.trim(limit.spoolBytes(), this::row);
        if (!database.isUp() && !database.answers()) {
            return;
        }
        Round round = new Round();
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            for (Stretch stretch : spool.stretches()) {
                if (stretch.isDue() && isRunning(exchange) && !store(stretch, round, template)) {
                    break;
                }
            }
        }
        // Nothing of it waits on disk: the next fresh batch finds out.
        database.failing().stream()
                .filter(table -> !round.failures.containsKey(table))
                .forEach(database::works);
        count();
    }

    /** What one round has found out about the tables. */
    private static final class Round {
        private final Map<String, Integer> failures = new HashMap<>();

        boolean isGivenUp(String table) {
            return failures.getOrDefault(table, 0) >= FAILURES_OF_A_TABLE;
        }
    }

    /** Stores a stretch as far as the tables take it; returns false when the round is to end. */
    private boolean store(Stretch stretch, Round round, ProducerTemplate template) {
        Map<String, List<Batch>> tables;
        try {
            tables = batches(
                    stretch.read(this::row, (damage, framesLost) -> spool.setAside(stretch, damage, framesLost)));
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "Expected the spool file {} to be readable, found {}. It is tried again",
                    stretch.path(),
                    e.toString());
            stretch.postpone();
            return true;
        }
        boolean failed = false;
        for (Map.Entry<String, List<Batch>> table : tables.entrySet()) {
            if (round.isGivenUp(table.getKey())) {
                continue;
            }
            try {
                for (Batch batch : table.getValue()) {
                    StoreQueues.store(batch, template);
                }
                round.failures.remove(table.getKey());
                database.works(table.getKey());
            } catch (IllegalStateException | ExchangeTimedOutException e) {
                LOG.debug("Fresh batches fill the queues, spooled ones wait", e);
                return false;
            } catch (Exception e) {
                if (!database.answers()) {
                    return false;
                }
                round.failures.merge(table.getKey(), 1, Integer::sum);
                database.failed(e, table.getValue().get(0));
                failed |= !round.isGivenUp(table.getKey());
            }
        }
        if (failed) {
            LOG.warn("{} is tried again later; those behind it go on: {}", stretch, database.lastError());
            stretch.postpone();
        }
        return true;
    }

    /** The rows of each table, so many at a time. */
    private static Map<String, List<Batch>> batches(List<Left> all) {
        Map<String, List<Batch>> tables = new LinkedHashMap<>();
        for (Left left : all) {
            String table = left.row().table();
            List<Batch> batches = tables.computeIfAbsent(table, name -> new ArrayList<>());
            if (batches.isEmpty() || batches.get(batches.size() - 1).size() == ROWS) {
                batches.add(Batch.empty(table));
            }
            batches.get(batches.size() - 1).add(left.row(), left.place());
        }
        return tables;
    }

    private Row row(Frame frame) {
        return Objects.requireNonNull(
                Rows.row(decoder.decode(frame.text(), frame.yesPrices()), frame), "a frame that was kept has a table");
    }

    private void count() {
        List<Stretch> done = spool.done();
        if (done.isEmpty()) {
            return;
        }
        try {
            counts.write(done);
            done.forEach(spool::remove);
        } catch (DataAccessException e) {
            LOG.debug("Frames could not be counted now", e);
        }
    }

    private static boolean isRunning(Exchange exchange) {
        ServiceStatus status = exchange.getContext().getStatus();
        return status.isStarted() || status.isStarting();
    }

    @Override
    protected void doStop() {
        spool.close();
        if (database.isUp()) {
            count();
        }
    }
}
