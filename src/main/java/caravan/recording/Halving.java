package caravan.recording;

import caravan.recording.Stretch.Place;
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

    public Halving(RecordingDatabase database, Spool spool, MeterRegistry metrics) {
        this.database = database;
        this.spool = spool;
        this.quarantined = metrics.counter("recording.quarantined");
    }

    /** Stores what can be stored of the batch that the exchange failed with. */
    public void store(Exchange exchange) {
        Batch batch = (Batch) exchange.getMessage().getBody();
        String insert = exchange.getProperty(Exchange.FAILURE_ENDPOINT, String.class);
        Exception reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            halve(batch, reason, insert, template);
        } catch (Exception e) {
            if (exchange.getMessage().getHeader(StoreQueues.FROM_SPOOL) != null) {
                exchange.getMessage().setBody(e);
                return;
            }
            database.failed(e, batch);
            spool.leave(batch);
        }
    }

    private void halve(Batch batch, Exception reason, String insert, ProducerTemplate template) throws Exception {
        if (batch.size() == 1) {
            quarantine(batch, reason, template);
            return;
        }
        int middle = batch.size() / 2;
        for (Batch half : List.of(batch.part(0, middle), batch.part(middle, batch.size()))) {
            half.sent(System.nanoTime());
            Exception refusal =
                    template.send(insert, it -> it.getMessage().setBody(half)).getException();
            if (refusal == null) {
                database.stored(half);
            } else if (refusal instanceof DataIntegrityViolationException) {
                halve(half, refusal, insert, template);
            } else {
                throw refusal;
            }
        }
    }

    private void quarantine(Batch single, Exception reason, ProducerTemplate template) throws Exception {
        Row row = single.rows().get(0);
        Place place = single.places().get(0);
        String text = RecordingDatabase.rootMessage(reason);
        if (row.table().equals(Rows.QUARANTINE)) {
            spool.drop(place, row, "the quarantine refused it: " + text);
            LOG.error(
                    "Expected the quarantine to take any frame, found: {}. Frame {} of connection {} is lost",
                    text,
                    row.frame().number(),
                    row.frame().connectionId());
            return;
        }
        Batch refused = Batch.empty(Rows.QUARANTINE);
        refused.add(Rows.refused(row, text), place);
        StoreQueues.store(refused, template);
        spool.quarantine(place, row);
        quarantined.increment();
    }
}
