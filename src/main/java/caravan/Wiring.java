package caravan;

import caravan.cli.Settings;
import caravan.console.DatabaseHealthCheck;
import caravan.console.Management;
import caravan.discord.DiscordComponent;
import caravan.fills.FillLedger;
import caravan.fills.FillNotices;
import caravan.fills.FillReadBack;
import caravan.fills.FillTelling;
import caravan.fills.FillWindow;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.wire.StreamDecoder;
import caravan.notifications.Cards;
import caravan.notifications.Due;
import caravan.notifications.MarketCache;
import caravan.notifications.Outbox;
import caravan.portfolio.OrderLedger;
import caravan.recording.Batches;
import caravan.recording.DiskLimit;
import caravan.recording.Drain;
import caravan.recording.FrameCounts;
import caravan.recording.Halving;
import caravan.recording.MarketLookUp;
import caravan.recording.RecordingDatabase;
import caravan.recording.Retention;
import caravan.recording.RowParameters;
import caravan.recording.Spool;
import caravan.recording.StoreQueues;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The beans that routes name, each bound once, and the checks that say how they are. */
public final class Wiring {
    private final Settings settings;
    private final Path data;
    private final Set<String> stages;
    private final Databases databases;
    private final InstantSource clock;
    private final Management management;
    private final MeterRegistry meters;
    private final Set<String> measured = new HashSet<>();

    /**
     * Prepares the wiring.
     *
     * @param data the folder of the environment
     * @param stages the enabled stages; only they are watched
     */
    public Wiring(
            Settings settings,
            Path data,
            Set<String> stages,
            Databases databases,
            InstantSource clock,
            Management management) {
        this.settings = settings;
        this.data = data;
        this.stages = Set.copyOf(stages);
        this.databases = databases;
        this.clock = clock;
        this.management = management;
        this.meters = management.meters();
    }

    /** Binds everything to a program that was not started yet. */
    public void bind(Main main, KalshiComponent kalshi, DiscordComponent discord) {
        main.bind("ledger", databases.ledger());
        main.bind("marketData", databases.marketData());
        main.bind("kalshi", kalshi);
        main.bind("discord", discord);
        for (String connection : new String[] {"market-data", "private"}) {
            String stage = connection.equals("private") ? "private-data" : connection;
            watch(stage, Health.connection(connection, kalshi, clock));
        }
        management.add(new DatabaseHealthCheck("ledger", databases.ledger()));
        bindRecording(main);
        bindFills(main);
        bindNotifications(main, discord);
        main.bind("orderLedger", new OrderLedger(databases.ledger(), clock));
    }

    private void bindRecording(Main main) {
        Spool spool = new Spool(data.resolve("spool"), meters);
        RecordingDatabase database =
                new RecordingDatabase(databases.marketData(), databases::migrateMarketData, spool, clock, meters);
        StreamDecoder decoder = new StreamDecoder();
        DiskLimit limit = new DiskLimit(databases.marketData(), spool, settings.bytes("recording.disk-limit"), meters);
        Drain drain = new Drain(
                spool,
                database,
                (text, yesPrices) -> decoder.decode(text, yesPrices).message(),
                new FrameCounts(databases.marketData()),
                limit);
        main.bind("spool", spool);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeStart(BaseMainSupport starting) {
                start(starting.getCamelContext(), drain, database);
            }

            @Override
            public void afterStart(BaseMainSupport running) {
                measureQueues(running.getCamelContext());
            }
        });
        main.bind("recordingDatabase", database);
        main.bind("batches", new Batches(spool));
        main.bind("storeQueues", new StoreQueues(settings.number("recording.batch-size")));
        main.bind("rowParameters", new RowParameters());
        main.bind("halving", new Halving(database, spool, meters));
        main.bind("drain", drain);
        main.bind("diskLimit", limit);
        main.bind("retention", new Retention(databases.marketData(), ages(), clock, meters));
        main.bind("marketLookUp", new MarketLookUp(clock, meters));
        watch("recording", Health.recording(database, spool, limit));
    }

    /** How long each table is kept; its name in settings has hyphens. */
    private Map<String, Duration> ages() {
        Map<String, Duration> ages = new HashMap<>();
        settings.durations("recording.retention.").forEach((name, age) -> ages.put(name.replace('-', '_'), age));
        return ages;
    }

    /** The drain ends with Camel, so that what was stored at the stop is counted. */
    private static void start(CamelContext context, Drain drain, RecordingDatabase database) {
        try {
            context.addService(drain);
        } catch (Exception e) {
            throw new IllegalStateException("the drain of the spool could not be started", e);
        }
        database.answers();
    }

    private void bindFills(Main main) {
        DataSource ledger = databases.ledger();
        FillLedger fills = new FillLedger(ledger, clock, meters);
        FillReadBack readBack = new FillReadBack(
                ledger,
                fills,
                settings.text("fills.since"),
                settings.duration("fills.read-back-interval"),
                settings.duration("fills.read-back-overlap"),
                clock,
                meters);
        main.bind("fillLedger", fills);
        main.bind("fillReadBack", readBack);
        main.bind("fillNotices", new FillNotices(ledger));
        main.bind(
                "fillWindow",
                new FillWindow(settings.duration("fills.quiet-period"), settings.duration("fills.max-wait"), clock));
        main.bind(
                "fillTelling",
                new FillTelling(
                        ledger,
                        settings.duration("fills.digest-age"),
                        settings.number("fills.digest-orders"),
                        clock,
                        meters));
        watch("fills", Health.fills(readBack));
    }

    private void bindNotifications(Main main, DiscordComponent discord) {
        boolean bot = settings.find("discord.bot-token").isPresent();
        Outbox outbox = new Outbox(databases.ledger(), InstanceId.of(data), clock, meters, bot);
        main.bind("outbox", outbox);
        discord.setBeforeSend((exchange, deduplicates) -> {
            if (exchange.getVariable("due") instanceof Due due) {
                outbox.sending(due, deduplicates);
            }
        });
        main.bind("cards", new Cards(settings.text("kalshi.environment")));
        main.bind("marketCache", new MarketCache(clock));
        watch("notifications", Health.notifications(outbox, discord));
    }

    /** Says how full each queue between stages is. */
    private void measureQueues(CamelContext context) {
        context.getEndpoints().stream()
                .filter(SedaEndpoint.class::isInstance)
                .map(SedaEndpoint.class::cast)
                .filter(queue -> measured.add(queue.getName()))
                .forEach(queue -> Gauge.builder("queue.depth", queue, SedaEndpoint::getCurrentQueueSize)
                        .tag("queue", queue.getName())
                        .description("Messages that wait in a queue between stages")
                        .register(meters));
    }

    private void watch(String stage, HealthCheck check) {
        if (stages.contains(stage)) {
            management.add(check);
        }
    }
}
