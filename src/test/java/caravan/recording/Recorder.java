package caravan.recording;

import caravan.TestCamel;
import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.Frame;
import caravan.model.Gap;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamMessage;
import caravan.recording.raw.RawRecording;
import caravan.recording.raw.RawRetention;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** The real recording routes over a given database, and messages to feed them. */
final class Recorder implements AutoCloseable {
    static final Instant TIME = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final Map<String, StreamMessage> DECODED = new ConcurrentHashMap<>();

    final MeterRegistry metrics = new SimpleMeterRegistry();
    final DefaultCamelContext camel = TestCamel.context();
    final Spool spool;
    final RecordingDatabase database;
    private final Drain drain;
    private final ProducerTemplate template;
    private final AtomicLong frames = new AtomicLong();
    private final long connectionId;

    Recorder(Path spoolFolder, DataSource dataSource, Runnable migration, long connectionId, String... settings)
            throws Exception {
        this(spoolFolder, dataSource, migration, connectionId, Long.MAX_VALUE, settings);
    }

    Recorder(
            Path spoolFolder,
            DataSource dataSource,
            Runnable migration,
            long connectionId,
            long diskLimit,
            String... settings)
            throws Exception {
        this.connectionId = connectionId;
        spool = new Spool(spoolFolder, metrics);
        database = new RecordingDatabase(dataSource, migration, spool, InstantSource.system(), metrics);
        Properties properties = new Properties();
        properties.setProperty("recording.batch-size", "500");
        properties.setProperty("recording.batch-wait", "100ms");
        properties.setProperty("recording.queue-size", "32");
        properties.setProperty("recording.raw", "false");
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getShutdownStrategy().setTimeout(3);
        DiskLimit limit = new DiskLimit(dataSource, spool, new Files(0), diskLimit, metrics);
        drain = new Drain(
                spool,
                database,
                (text, yesPrices) -> java.util.Objects.requireNonNull(DECODED.get(text)),
                new FrameCounts(dataSource),
                limit);
        camel.addService(drain);
        camel.getRegistry().bind("marketData", dataSource);
        camel.getRegistry().bind("spool", spool);
        RawRecording raw = new RawRecording(spoolFolder.resolveSibling("raw"), metrics);
        camel.addService(raw);
        camel.getRegistry().bind("rawRecording", raw);
        camel.getRegistry()
                .bind(
                        "rawRetention",
                        new RawRetention(spoolFolder.resolveSibling("raw"), null, InstantSource.system(), metrics));
        camel.getRegistry().bind("recordingDatabase", database);
        int batchSize = Integer.parseInt(properties.getProperty("recording.batch-size"));
        camel.getRegistry().bind("batches", new Batches(spool, new StoreQueues(batchSize), batchSize));
        camel.getRegistry().bind("rowParameters", new RowParameters());
        camel.getRegistry().bind("halving", new Halving(database, spool, metrics));
        camel.getRegistry().bind("drain", drain);
        camel.getRegistry().bind("diskLimit", limit);
        camel.getRegistry().bind("retention", new Retention(dataSource, Map.of(), InstantSource.system(), metrics));
        camel.getRegistry().bind("marketLookUp", new MarketLookUp(InstantSource.fixed(TIME), metrics));
        camel.getRegistry().bind("gapRows", new GapRows());
        for (String file : new String[] {"recording", "raw-recording"}) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/" + file + ".camel.yaml"));
        }
        database.answers();
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** Records a message as the next frame of the connection. */
    Frame record(String type, long sequence, StreamMessage message) {
        return send("direct:record", type, sequence, message);
    }

    /** Sends a message as the next frame of the connection. */
    Frame send(String endpoint, String type, long sequence, StreamMessage message) {
        Frame frame = frame(type, sequence, message);
        template.send(endpoint, exchange -> {
            exchange.getMessage().setHeader(Batches.FRAME, frame);
            exchange.getMessage().setBody(message);
        });
        return frame;
    }

    void record(Gap gap) {
        template.sendBody("direct:record-gap", gap);
    }

    void recordDeltas(int count) {
        for (int i = 0; i < count; i++) {
            long sequence = frames.get() + 1;
            record("orderbook_delta", sequence, delta("KXTEST-" + i % 10, sequence));
        }
    }

    /** How many frames there were so far. */
    long recorded() {
        return frames.get();
    }

    Frame frame(String type, long sequence, StreamMessage message) {
        return frame(connectionId, frames.incrementAndGet(), type, sequence, message);
    }

    static Frame frame(long connectionId, long number, String type, long sequence, StreamMessage message) {
        String text = "{\"frame\":" + number + ",\"of\":" + connectionId + "}";
        DECODED.put(text, message);
        return new Frame("market-data", connectionId, number, TIME.plusMillis(number), type, 7, sequence, true, text);
    }

    /** From now on nobody can decode the frames of this connection. */
    static void forget(long connectionId) {
        DECODED.keySet().removeIf(text -> text.endsWith("\"of\":" + connectionId + "}"));
    }

    static BookUpdate.Delta delta(String ticker, long sequence) {
        return new BookUpdate.Delta(
                ticker, 7, sequence, BookSide.BID, Price.parse("0.56"), Quantity.parse("-54"), null, TIME);
    }

    double count(String metric) {
        return metrics.find(metric).counters().stream()
                .mapToDouble(it -> it.count())
                .sum();
    }

    /** Stops a route and starts it again, as a person may do in Hawtio. */
    void restart(String route) throws Exception {
        camel.getRouteController().stopRoute(route);
        camel.getRouteController().startRoute(route);
    }

    @Override
    public void close() {
        camel.stop();
    }

    /** So many bytes of files, all of which can go. */
    static final class Files implements SpareFiles {
        private long bytes;

        Files(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void free(long wanted) {
            bytes = Math.max(0, bytes - wanted);
        }
    }
}
