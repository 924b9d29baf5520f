package caravan;

import caravan.kalshi.wire.StreamDecoder;
import caravan.recording.Batches;
import caravan.recording.DiskLimit;
import caravan.recording.Drain;
import caravan.recording.FrameCounts;
import caravan.recording.GapRows;
import caravan.recording.Halving;
import caravan.recording.MarketLookUp;
import caravan.recording.RecordingDatabase;
import caravan.recording.Retention;
import caravan.recording.RowParameters;
import caravan.recording.Spool;
import caravan.recording.StoreQueues;
import caravan.recording.raw.RawRecording;
import caravan.recording.raw.RawRetention;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** What keeps market data: batches into the database, the spool beside it, raw files. */
final class RecordingBeans {
    private RecordingBeans() {}

    static void bind(Main main, Parts parts) {
        Spool spool = new Spool(parts.data().resolve("spool"), parts.meters());
        RecordingDatabase database = new RecordingDatabase(
                parts.databases().marketData(),
                parts.databases()::migrateMarketData,
                spool,
                parts.clock(),
                parts.meters());
        StreamDecoder decoder = new StreamDecoder();
        Map<String, Duration> ages = ages(parts);
        RawRetention rawRetention =
                new RawRetention(parts.data().resolve("raw"), ages.remove("raw_files"), parts.clock(), parts.meters());
        DiskLimit limit = new DiskLimit(
                parts.databases().marketData(),
                spool,
                rawRetention,
                parts.settings().bytes("recording.disk-limit"),
                parts.meters());
        Drain drain = new Drain(
                spool,
                database,
                (text, yesPrices) -> decoder.decode(text, yesPrices).message(),
                new FrameCounts(parts.databases().marketData()),
                limit);
        RawRecording raw = new RawRecording(parts.data().resolve("raw"), parts.meters());
        main.bind("spool", spool);
        main.bind("rawRecording", raw);
        main.bind("rawRetention", rawRetention);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeStart(BaseMainSupport starting) {
                start(starting.getCamelContext(), drain, raw, database);
            }
        });
        main.bind("recordingDatabase", database);
        int batchSize = parts.settings().number("recording.batch-size");
        main.bind("batches", new Batches(spool, new StoreQueues(batchSize), batchSize));
        main.bind("rowParameters", new RowParameters());
        main.bind("halving", new Halving(database, spool, parts.meters()));
        main.bind("drain", drain);
        main.bind("diskLimit", limit);
        main.bind("retention", new Retention(parts.databases().marketData(), ages, parts.clock(), parts.meters()));
        main.bind("marketLookUp", new MarketLookUp(parts.clock(), parts.meters()));
        main.bind("gapRows", new GapRows());
        parts.watch("recording", Health.recording(database, spool, limit));
    }

    /** How long each table is kept; its name in settings has hyphens. */
    private static Map<String, Duration> ages(Parts parts) {
        Map<String, Duration> ages = new HashMap<>();
        parts.settings()
                .durations("recording.retention.")
                .forEach((name, age) -> ages.put(name.replace('-', '_'), age));
        return ages;
    }

    /** What writes files ends with Camel, so that what was stored at the stop is counted, and what came is whole. */
    private static void start(CamelContext context, Drain drain, RawRecording raw, RecordingDatabase database) {
        try {
            context.addService(drain);
            context.addService(raw);
        } catch (Exception e) {
            throw new IllegalStateException("the drain of the spool or the raw recording could not be started", e);
        }
        database.answers();
    }
}
