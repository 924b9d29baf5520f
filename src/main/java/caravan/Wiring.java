package caravan;

import caravan.alerts.AlertCards;
import caravan.alerts.AlertSettings;
import caravan.alerts.Alerts;
import caravan.alerts.WatchListFile;
import caravan.books.OrderBooks;
import caravan.cli.BadInputException;
import caravan.cli.Settings;
import caravan.console.ApiBooks;
import caravan.console.ApiErrors;
import caravan.console.ApiJson;
import caravan.console.ApiMarketViews;
import caravan.console.ApiRequest;
import caravan.console.DatabaseHealthCheck;
import caravan.console.Management;
import caravan.console.MarketCommands;
import caravan.discord.DiscordComponent;
import caravan.fills.FillLedger;
import caravan.fills.FillNotices;
import caravan.fills.FillReadBack;
import caravan.fills.FillTelling;
import caravan.fills.FillWindow;
import caravan.history.Backfills;
import caravan.history.History;
import caravan.history.Neighbours;
import caravan.history.PastBooks;
import caravan.history.Tables;
import caravan.history.Verification;
import caravan.history.VerificationAnswer;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.wire.StreamDecoder;
import caravan.marketselection.MarketSelection;
import caravan.model.Books;
import caravan.model.Quantity;
import caravan.notifications.Cards;
import caravan.notifications.Due;
import caravan.notifications.MarketCache;
import caravan.notifications.Outbox;
import caravan.portfolio.OrderLedger;
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
import caravan.schedule.ExchangeCalendar;
import caravan.watch.LatestMarkets;
import caravan.watch.NearTickers;
import caravan.watch.WatchRequests;
import caravan.watch.Watchers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;

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

    /**
     * Binds everything to a program that was not started yet.
     *
     * @param markets the setting kalshi.markets, or what stands in for it
     */
    public void bind(Main main, KalshiComponent kalshi, DiscordComponent discord, String markets) {
        main.bind("ledger", databases.ledger());
        main.bind("marketData", databases.marketData());
        main.bind("kalshi", kalshi);
        main.bind("discord", discord);
        for (String connection : new String[] {"market-data", "private"}) {
            String stage = connection.equals("private") ? "private-data" : connection;
            watch(stage, Health.connection(connection, kalshi, clock));
        }
        management.add(new DatabaseHealthCheck("ledger", databases.ledger()));
        ExchangeCalendar calendar = new ExchangeCalendar(clock);
        main.bind("exchangeCalendar", calendar);
        kalshi.exchangeHours(calendar);
        bindBooks(main);
        bindWatch(main, kalshi);
        bindAlerts(main, calendar);
        bindMarketSelection(main, markets);
        bindRecording(main);
        bindFills(main);
        bindNotifications(main, discord);
        bindHistory(main);
        bindConsole(main);
        main.bind("orderLedger", new OrderLedger(databases.ledger(), clock));
    }

    private void bindBooks(Main main) {
        OrderBooks books = new OrderBooks(clock, meters);
        main.bind("books", books);
        main.bind("bookUpdates", new BookUpdates(books));
        watch("books", Health.books(books));
    }

    private void bindWatch(Main main, KalshiComponent kalshi) {
        LatestMarkets latest = new LatestMarkets(() -> books(main), settings.number("watch.memory-size"), clock);
        main.bind("latestMarkets", latest);
        main.bind("keepLatest", new KeepLatest(latest));
        main.bind("watchers", new Watchers(ticker -> kalshi.isWanted("market-data", ticker), clock));
        main.bind("watchRequests", new WatchRequests(latest));
        main.bind("nearTickers", new NearTickers(latest));
    }

    private void bindAlerts(Main main, ExchangeCalendar calendar) {
        Alerts alerts;
        try {
            alerts = new Alerts(alertSettings(), calendar, clock);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(String.valueOf(wrong.getMessage()), wrong);
        }
        main.bind("alerts", alerts);
        main.bind("alertNews", new AlertNews(alerts));
        NewsRoom room = new NewsRoom(meters, clock);
        main.bind("newsRoom", room);
        watch("alerts", Health.alerts(room));
        main.bind("alertCards", new AlertCards(settings.text("kalshi.environment")));
        main.bind(
                "watchListFile",
                new WatchListFile(
                        settings.find("alerts.watch-list").isPresent() ? settings.path("alerts.watch-list") : null));
    }

    private AlertSettings alertSettings() {
        return new AlertSettings(
                settings.list("alerts.markets"),
                settings.text("alerts.price-move"),
                settings.duration("alerts.price-cool-down"),
                settings.text("alerts.spread"),
                settings.duration("alerts.spread-cool-down"),
                Quantity.ofContracts(settings.number("alerts.volume")),
                settings.duration("alerts.volume-window"),
                settings.duration("alerts.volume-cool-down"),
                settings.duration("alerts.close-ahead"),
                settings.duration("alerts.settlement-ahead"),
                settings.isOn("alerts.lifecycle"),
                settings.duration("alerts.lifecycle-cool-down"),
                settings.isOn("alerts.connection"),
                settings.duration("alerts.connection-patience"),
                settings.duration("alerts.connection-cool-down"),
                settings.number("alerts.gaps"),
                settings.duration("alerts.gaps-window"),
                settings.duration("alerts.gaps-cool-down"),
                settings.number("alerts.most-per-minute"));
    }

    private static @Nullable Books books(Main main) {
        return main.getCamelContext().getRegistry().lookupByNameAndType("books", Books.class);
    }

    private void bindMarketSelection(Main main, String markets) {
        MarketSelection selection;
        try {
            selection =
                    new MarketSelection(Settings.parts(markets), settings.duration("kalshi.select-interval"), clock);
        } catch (IllegalArgumentException unknown) {
            throw new BadInputException("kalshi.markets: " + unknown.getMessage(), unknown);
        }
        if (selection.isFollowing() && !stages.contains("market-selection")) {
            throw new BadInputException("kalshi.markets: expected tickers only, or the stage market-selection in"
                    + " caravan.stages, which follows the others; found "
                    + selection.status().selectors().stream().limit(5).toList());
        }
        boolean watchListIsRead = settings.find("alerts.watch-list").isPresent()
                && stages.containsAll(Set.of("alerts", "market-selection"));
        if (selection.wantsWatchList() && !watchListIsRead) {
            throw new BadInputException(
                    "kalshi.markets: expected alerts.watch-list to name a file, and the stages alerts"
                            + " and market-selection in caravan.stages, for watch-list; found it without");
        }
        main.bind("marketSelection", selection);
        watch("market-selection", Health.marketSelection(selection));
    }

    private void bindRecording(Main main) {
        Spool spool = new Spool(data.resolve("spool"), meters);
        RecordingDatabase database =
                new RecordingDatabase(databases.marketData(), databases::migrateMarketData, spool, clock, meters);
        StreamDecoder decoder = new StreamDecoder();
        Map<String, Duration> ages = ages();
        RawRetention rawRetention = new RawRetention(data.resolve("raw"), ages.remove("raw_files"), clock, meters);
        DiskLimit limit = new DiskLimit(
                databases.marketData(), spool, rawRetention, settings.bytes("recording.disk-limit"), meters);
        Drain drain = new Drain(
                spool,
                database,
                (text, yesPrices) -> decoder.decode(text, yesPrices).message(),
                new FrameCounts(databases.marketData()),
                limit);
        RawRecording raw = new RawRecording(data.resolve("raw"), meters);
        main.bind("spool", spool);
        main.bind("rawRecording", raw);
        main.bind("rawRetention", rawRetention);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeStart(BaseMainSupport starting) {
                start(starting.getCamelContext(), drain, raw, database);
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
        main.bind("retention", new Retention(databases.marketData(), ages, clock, meters));
        main.bind("marketLookUp", new MarketLookUp(clock, meters));
        main.bind("gapRows", new GapRows());
        watch("recording", Health.recording(database, spool, limit));
    }

    /** How long each table is kept; its name in settings has hyphens. */
    private Map<String, Duration> ages() {
        Map<String, Duration> ages = new HashMap<>();
        settings.durations("recording.retention.").forEach((name, age) -> ages.put(name.replace('-', '_'), age));
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

    private void bindHistory(Main main) {
        DataSource marketData = databases.marketData();
        Tables tables = new Tables(marketData, databases.ledger());
        Path folder = data.resolve("lists");
        History.clear(folder);
        main.bind("history", new History(tables, folder, clock));
        main.bind(
                "pastBooks",
                new PastBooks(
                        tables, ticker -> Optional.ofNullable(books(main)).flatMap(now -> now.book(ticker)), clock));
        main.bind("neighbours", new Neighbours(tables));
        main.bind("verification", new VerificationAnswer(new Verification(marketData)));
        main.bind("backfills", new Backfills(marketData, clock));
    }

    private void bindConsole(Main main) {
        main.bind("apiRequest", new ApiRequest());
        main.bind("apiErrors", new ApiErrors());
        main.bind("apiJson", new ApiJson());
        main.bind("marketCommands", new MarketCommands());
        main.bind("apiBooks", new ApiBooks(() -> books(main)));
        main.bind("apiMarketViews", new ApiMarketViews());
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
