package caravan.recording;

import caravan.model.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings spooled batches back, oldest first and one at a time, once the database answers.
 *
 * <p>They wait in the same queues as fresh batches, and give way when these are full. Frames are decoded
 * again, so that no form of a row outlives its table.
 */
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final Spool spool;
    private final RecordingDatabase database;
    private final FrameDecoder decoder;

    public Drain(Spool spool, RecordingDatabase database, FrameDecoder decoder) {
        this.spool = spool;
        this.database = database;
        this.decoder = decoder;
    }

    /**
     * Stores files until none is left, the database fails, a queue is full, or the program stops.
     *
     * @throws IOException if a stored file cannot be deleted; its rows do no harm a second time
     */
    public void drain(Exchange exchange) throws Exception {
        if (spool.oldest() == null && database.isUp()) {
            return;
        }
        if (!database.answers()) {
            return;
        }
        if (spool.oldest() == null) {
            database.works();
            return;
        }
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            Spool.Entry entry = spool.oldest();
            while (entry != null && isRunning(exchange) && store(entry, template)) {
                entry = spool.oldest();
            }
        }
    }

    private boolean store(Spool.Entry entry, ProducerTemplate template) throws IOException {
        List<Frame> frames;
        try {
            frames = SpoolFile.read(entry.file());
        } catch (IOException e) {
            spool.setAside(entry, e);
            return true;
        }
        try {
            for (Batch batch : batches(frames)) {
                StoreQueues.store(batch, template);
            }
        } catch (IllegalStateException | ExchangeTimedOutException e) {
            LOG.debug("Fresh batches fill the queues, spooled ones wait", e);
            return false;
        } catch (Exception e) {
            database.failed(e);
            return false;
        }
        database.works();
        spool.remove(entry);
        return true;
    }

    private List<Batch> batches(List<Frame> frames) {
        Map<String, Batch> batches = new LinkedHashMap<>();
        for (Frame frame : frames) {
            Row row = Rows.row(decoder.decode(frame.text(), frame.yesPrices()), frame);
            if (row != null) {
                batches.computeIfAbsent(row.table(), Batch::empty).add(row);
            }
        }
        return new ArrayList<>(batches.values());
    }

    private static boolean isRunning(Exchange exchange) {
        ServiceStatus status = exchange.getContext().getStatus();
        return status.isStarted() || status.isStarting();
    }
}
