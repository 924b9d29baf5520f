package caravan.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Finds the rows that the database refuses, so that they do not take their neighbors along.
 *
 * <p>Each half of a refused batch is stored again, down to single rows; a refused row goes to the quarantine with the
 * database's reason. What was stored already is not stored twice, because rows have keys. When the database fails for
 * another reason meanwhile, the whole batch is spooled, or the failure handed back if that is where the batch came from.
 */
public final class Halving {
    private static final Logger LOG = LoggerFactory.getLogger(Halving.class);

    private final RecordingDatabase database;
    private final Spool spool;
    private final Counter quarantined;
    private final Counter dropped;

    public Halving(RecordingDatabase database, Spool spool, MeterRegistry metrics) {
        this.database = database;
        this.spool = spool;
        this.quarantined = metrics.counter("recording.quarantined");
        this.dropped = metrics.counter("recording.dropped");
    }

    /** Stores what can be stored of the batch that the exchange failed with. */
    public void store(Exchange exchange) {
        Batch batch = (Batch) exchange.getMessage().getBody();
        String insert = exchange.getProperty(Exchange.FAILURE_ENDPOINT, String.class);
        Exception reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            halve(batch.table(), batch.rows(), reason, insert, template);
            spool.settle(batch);
        } catch (Exception e) {
            if (exchange.getMessage().getHeader(StoreQueues.FROM_SPOOL) != null) {
                exchange.getMessage().setBody(e);
                return;
            }
            database.failed(e);
            spool.add(batch);
        }
    }

    private void halve(String table, List<Row> rows, Exception reason, String insert, ProducerTemplate template)
            throws Exception {
        if (rows.size() == 1) {
            quarantine(rows.get(0), reason, template);
            return;
        }
        int middle = rows.size() / 2;
        for (List<Row> half : List.of(rows.subList(0, middle), rows.subList(middle, rows.size()))) {
            Batch batch = new Batch(table, half);
            batch.sent(System.nanoTime());
            Exception refusal =
                    template.send(insert, it -> it.getMessage().setBody(batch)).getException();
            if (refusal == null) {
                database.stored(batch);
            } else if (refusal instanceof DataIntegrityViolationException) {
                halve(table, half, refusal, insert, template);
            } else {
                throw refusal;
            }
        }
    }

    private void quarantine(Row row, Exception reason, ProducerTemplate template) throws Exception {
        String text = RecordingDatabase.rootMessage(reason);
        if (row.table().equals(Rows.QUARANTINE)) {
            dropped.increment();
            LOG.error(
                    "Expected the quarantine to take any frame, found: {}. Frame {} of connection {} is lost",
                    text,
                    row.frame().number(),
                    row.frame().connectionId());
            return;
        }
        StoreQueues.store(new Batch(Rows.QUARANTINE, List.of(Rows.refused(row, text))), template);
        quarantined.increment();
    }
}
