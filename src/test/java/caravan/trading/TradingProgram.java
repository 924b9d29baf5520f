package caravan.trading;

import caravan.fills.FillLedger;
import caravan.fills.FillReadBack;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.ConflictException;
import caravan.kalshi.rest.InvalidRequestException;
import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.NotFoundException;
import caravan.kalshi.rest.RateLimitedException;
import caravan.kalshi.rest.UnauthorizedException;
import caravan.kalshi.rest.UnavailableException;
import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.outcome.OrderResolver;
import caravan.kalshi.rest.outcome.Patience;
import caravan.kalshi.rest.outcome.Unanswered;
import caravan.marketmaking.BookReads;
import caravan.marketmaking.Journal;
import caravan.marketmaking.LiveSettings;
import caravan.marketmaking.Maker;
import caravan.marketmaking.MakingCycle;
import caravan.marketmaking.MakingSettings;
import caravan.marketmaking.OrderNews;
import caravan.marketmaking.Programs;
import caravan.marketmaking.Requotes;
import caravan.marketmaking.TermsTable;
import caravan.marketmaking.TradeLog;
import caravan.model.Approved;
import caravan.model.Balance;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Books;
import caravan.model.Event;
import caravan.model.ExchangeStatus;
import caravan.model.Fill;
import caravan.model.GroupRequest;
import caravan.model.IncentiveProgram;
import caravan.model.OrderBook;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.model.Series;
import caravan.model.Settlement;
import caravan.model.StreamMessage;
import caravan.model.TopOfBook;
import caravan.orders.Batch;
import caravan.orders.BatchSizes;
import caravan.orders.OrderDesk;
import caravan.orders.OrderHabits;
import caravan.orders.OrderRoom;
import caravan.orders.OtherOrders;
import caravan.orders.Outcomes;
import caravan.orders.OwnOrders;
import caravan.orders.Question;
import caravan.orders.Round;
import caravan.portfolio.AccountBook;
import caravan.portfolio.Bookkeeping;
import caravan.portfolio.Findings;
import caravan.portfolio.OrderLedger;
import caravan.portfolio.OwnPositions;
import caravan.portfolio.Reconciliation;
import caravan.risk.Decision;
import caravan.risk.DecisionJournal;
import caravan.risk.ExchangeSigns;
import caravan.risk.HaltLatch;
import caravan.risk.KillSwitch;
import caravan.risk.NotResumedException;
import caravan.risk.Ports;
import caravan.risk.RiskLimits;
import caravan.risk.RiskRoom;
import caravan.risk.Standing;
import caravan.risk.Sweep;
import caravan.risk.TradingCards;
import caravan.risk.Verdict;
import caravan.sandbox.engine.Market;
import caravan.schedule.ExchangeCalendar;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** One run of the program's rooms, joined as the route files join them, step by step. */
final class TradingProgram implements Books {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final int REQUOTERS = 2;

    /** What the surroundings are like; they outlive a run. */
    static final class Surroundings {
        Duration clockAhead = Duration.ZERO;
        boolean privateReady;
        boolean booksSuspect;
        /** Since when nothing is heard on the private connection although it seems to be there; 0 while it is. */
        long silentSince;
        /** How often each check had something against a request. */
        final Map<String, Integer> denials = new TreeMap<>();

        private void denied(Verdict verdict) {
            denials.merge(verdict.check(), 1, Integer::sum);
        }
    }

    private final SimulatedTime.Life life = new SimulatedTime.Life();
    private final SimulatedTime time;
    private final SimulatedExchange exchange;
    private final Surroundings around;
    private final Random random;
    private final InstantSource clock;
    final OwnOrders orders;
    final OwnPositions positions;
    final AccountBook account;
    final TermsTable terms;
    final HaltLatch latch;
    final KillSwitch killSwitch;
    private final OrderRoom room;
    private final OrderDesk desk;
    private final RiskRoom risk;
    private final FillLedger fills;
    private final FillReadBack readBack;
    private final OrderLedger orderLedger;
    private final Reconciliation reconciliation;
    private final Bookkeeping bookkeeping;
    private final ExchangeCalendar calendar;
    private final MakingCycle cycle;
    private final Maker maker;
    private final Requotes requotes;
    private final BookReads bookReads;
    private final OrderResolver resolver;
    private final Map<String, List<Integer>> tops = new HashMap<>();
    private boolean readingBack;
    private boolean compares;
    private int requoters;
    boolean quotes = true;

    TradingProgram(
            SimulatedTime time,
            SimulatedExchange exchange,
            Surroundings around,
            FaultyLedger ledger,
            Path data,
            Properties packaged,
            boolean touch,
            Random random) {
        this.time = time;
        this.exchange = exchange;
        this.around = around;
        this.random = random;
        this.clock = () -> Instant.EPOCH.plus(time.now(), ChronoUnit.MICROS).plus(around.clockAhead);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Properties own = new Properties();
        own.putAll(packaged);
        own.setProperty("market-making.strategy", touch ? "touch" : "incentive");
        room = OrderRoom.open(
                ledger,
                "sim",
                new OrderHabits(() -> Duration.ofMinutes(1), Quantity.ZERO, false),
                () -> new BatchSizes(8, 40),
                clock,
                meters);
        orders = room.orders();
        desk = room.desk();
        LiveSettings live = new LiveSettings(() -> {
            own.setProperty("market-making.enabled", String.valueOf(quotes));
            return MakingSettings.of(own::getProperty, true);
        });
        terms = new TermsTable(clock);
        positions = new OwnPositions(ledger, orders, () -> this, () -> terms, clock, meters);
        account = new AccountBook(ledger, positions, Duration.ofSeconds(60), clock, meters);
        reconciliation = new Reconciliation(
                ledger, positions, account, orders, Duration.ofSeconds(60), Duration.ofSeconds(5), clock, meters);
        bookkeeping = new Bookkeeping(ledger, positions, clock);
        fills = new FillLedger(ledger, clock, meters);
        readBack = new FillReadBack(ledger, fills, "now", Duration.ofMinutes(3), Duration.ofMinutes(10), clock, meters);
        orderLedger = new OrderLedger(ledger, clock);
        calendar = new ExchangeCalendar(clock);
        latch = new HaltLatch(ledger, data, clock);
        Ports ports = new Ports(this, orders, positions, account, terms);
        risk = RiskRoom.open(
                new RiskLimits(name -> own.getProperty("risk." + name), 100),
                new RiskRoom.Habits(
                        () -> Duration.ofMinutes(1),
                        () -> Quantity.parse(own.getProperty("market-making.trade-size")),
                        500,
                        false,
                        Duration.ofMillis(500)),
                new Standing(
                        () -> Optional.of(ports),
                        this::signs,
                        () -> latch.current().map(Object::toString),
                        Optional::empty),
                latch,
                new DecisionJournal(ledger, Duration.ofDays(30)),
                () -> Optional.of(orders),
                new TradingCards("sandbox", List.of()),
                meters,
                clock);
        killSwitch = risk.killSwitch();
        room.answers().tellOutcomes(new Outcomes() {
            @Override
            public void accepted(String ticker) {
                risk.conduct().accepted(ticker);
            }

            @Override
            public void rejected(String ticker) {
                risk.conduct().rejected(ticker);
            }
        });
        caravan.marketmaking.Ports seen = new caravan.marketmaking.Ports(
                () -> orders,
                () -> positions,
                () -> account,
                () -> latch.current().map(Object::toString));
        TradeLog log = new TradeLog(data.resolve("trade.log"), ZoneOffset.UTC, clock);
        OrderNews news = new OrderNews(log, false, clock);
        Journal journal = new Journal(ledger);
        bookReads = new BookReads(() -> this, clock);
        cycle = new MakingCycle(live, seen, journal, log, meters, clock);
        maker = new Maker(cycle, new Programs(log, clock), terms, calendar, seen, journal, log, news, clock);
        requotes = new Requotes(live, seen, terms, bookReads, journal, log, news, meters, clock);
        resolver = new OrderResolver(
                exchange::call, new Pace(() -> time.now() * 1_000, time::sleep, random), clock, Patience.USUAL);
        positions.load();
        account.load();
    }

    void start() {
        if (around.privateReady) {
            connected();
        }
        every(SECOND, this::ordersClock);
        every(SECOND, this::riskWatch);
        every(SECOND, this::withdrawalWatch);
        every(Duration.ofMillis(250), this::burstWatch);
        every(Duration.ofSeconds(5), this::sweepAgain);
        every(SECOND, this::portfolioClock);
        every(Duration.ofMillis(200), this::compare);
        every(Duration.ofSeconds(10), bookkeeping::write);
        every(SECOND, this::readBackClock);
        every(
                Duration.ofSeconds(5),
                () -> calendar.status((ExchangeStatus) exchange.call("GetExchangeStatus", Map.of())));
        every(Duration.ofSeconds(60), () -> risk.desk().flush());
        every(SECOND, this::makingCycle);
        every(SECOND, this::requoteClock);
        every(Duration.ofSeconds(5), () -> refreshTerms(requotes.followed()));
        every(Duration.ofMillis(250), this::touch);
        every(Duration.ofSeconds(5), this::operator);
    }

    void kill() {
        life.end();
        exchange.troubles.killed(time.now());
        exchange.listener = null;
    }

    /** A step that fails is tried again the next time, as far as the failure is one that is to be expected. */
    private void every(Duration period, Runnable step) {
        time.start(life, () -> {
            time.sleep(Duration.ofMillis(random.nextInt(250)));
            while (true) {
                try {
                    step.run();
                } catch (KalshiException | DataAccessException | CannotCreateTransactionException later) {
                    // As the routes do it: the next time.
                }
                time.sleep(period);
            }
        });
    }

    private void inBackground(Runnable step) {
        time.start(life, step);
    }

    // --- private-data
    // -------------------------------------------------------------------------------------------------

    void connected() {
        exchange.listener = this::heard;
        reconciliation.soon();
        inBackground(this::readBackFills);
    }

    void disconnected() {
        exchange.listener = null;
        account.disconnected();
    }

    private void heard(StreamMessage message) {
        try {
            if (message instanceof Fill fill) {
                ownFill(fill);
                inBackground(() -> store(fill));
            } else if (message instanceof OrderUpdate update) {
                lateFills(orders.update(update));
                inBackground(() -> retrying(() -> orderLedger.record(update)));
            } else {
                throw new AssertionError("expected a fill or an order, found " + message);
            }
        } catch (DataAccessException | CannotCreateTransactionException away) {
            // The route ends here.
        }
    }

    private void store(Fill fill) {
        if (!retrying(() -> fills.store(fill, "socket"))) {
            readBack.readSoon();
        }
    }

    private boolean retrying(Runnable write) {
        for (long wait = 50; ; wait = Math.min(2_000, wait * 4)) {
            try {
                write.run();
                return true;
            } catch (DataAccessException | CannotCreateTransactionException away) {
                if (wait == 2_000) {
                    return false;
                }
                time.sleep(Duration.ofMillis(wait));
            }
        }
    }

    // --- portfolio
    // ----------------------------------------------------------------------------------------------------

    private void ownFill(Fill fill) {
        ownFillsTaken(positions.filled(fill));
    }

    private void ownFillsTaken(List<Fill> taken) {
        for (Fill fill : taken) {
            lateFills(orders.fill(fill));
            risk.conduct().filled(fill);
            if (requotes.filled(fill)) {
                inBackground(this::requote);
            }
        }
        account.filled(taken);
    }

    private void lateFills(List<Fill> late) {
        late.forEach(this::ownFill);
    }

    private void portfolioClock() {
        ownFillsTaken(positions.linked());
        account.revalue();
        if (reconciliation.isDue()) {
            compares = true;
        }
    }

    private void readBackClock() {
        if (readBack.isDue() && !readingBack) {
            readBackFills();
        }
    }

    private void readBackFills() {
        while (readingBack) {
            time.sleep(MOMENT);
        }
        readingBack = true;
        try {
            readBack.begin();
            while (readBack.hasMore()) {
                @SuppressWarnings("unchecked")
                Page<Fill> page = (Page<Fill>) exchange.call("GetFills", readBack.nextPage());
                for (Fill fill : readBack.keep(page)) {
                    ownFill(fill);
                }
            }
            readBack.complete();
        } catch (KalshiException
                | DataAccessException
                | CannotCreateTransactionException
                | IllegalStateException failed) {
            readBack.failed(failed);
        } finally {
            readingBack = false;
        }
    }

    private void compare() {
        if (compares) {
            compares = false;
            reconcile();
        }
    }

    void reconcile() {
        try {
            readBackFills();
            reconciliation.begin(readBack.isWhole());
            reconciliation.settlements(exchange.<Settlement>pages("GetSettlements", reconciliation.settlementsWanted())
                    .iterator());
            reconciliation.balance((Balance) exchange.call("GetBalance", Map.of()));
            reconciliation.positions(exchange.<Position>pages("GetPositions", reconciliation.positionsWanted())
                    .iterator());
            reconciliation.orders(exchange.<OrderUpdate>pages("GetOrders", reconciliation.ordersWanted())
                    .iterator());
            act(reconciliation.compare());
            bookkeeping.write();
        } catch (KalshiException
                | DataAccessException
                | CannotCreateTransactionException
                | IllegalStateException failed) {
            reconciliation.failed(failed);
        }
    }

    private void act(Findings findings) {
        for (OtherOrders part : room.unmanaged().strays(findings.stray())) {
            exchange.call("BatchCancelOrdersV2", part.parameters());
        }
        room.lookUps().doubted(findings.missing());
        if (findings.halt() != null) {
            halt(findings.halt(), "check");
        }
    }

    // --- orders
    // -------------------------------------------------------------------------------------------------------

    private List<String> placeQuotes(List<QuotePlan> plans) {
        return send(() -> desk.quote(plans));
    }

    private List<String> exitPositions(List<OrderRequest.Exit> exits) {
        return send(() -> desk.exit(exits));
    }

    private List<String> send(java.util.function.Supplier<Round> begin) {
        Round round = begin.get();
        List<Approved> approved = new ArrayList<>();
        try {
            submit(round, approved);
            return desk.finish(round);
        } catch (KalshiException | DataAccessException | CannotCreateTransactionException failed) {
            risk.desk().recorded(approved);
            return desk.failed(round, String.valueOf(failed.getMessage()));
        }
    }

    private List<RestingOrder> cancelOwn(@Nullable List<String> tickers) {
        Round round = desk.cancel(tickers);
        try {
            submit(round, new ArrayList<>());
            List<OrderUpdate> resting = new ArrayList<>();
            exchange.<OrderUpdate>pages("GetOrders", Map.of("status", "resting", "limit", 1000))
                    .forEach(page -> resting.addAll(page.items()));
            for (OtherOrders others : room.unmanaged().others(tickers, resting.iterator())) {
                room.unmanaged()
                        .canceled(round, others, items(exchange.call("BatchCancelOrdersV2", others.parameters())));
            }
            return round.canceled();
        } catch (KalshiException | DataAccessException | CannotCreateTransactionException failed) {
            desk.failed(round, String.valueOf(failed.getMessage()));
            throw failed;
        }
    }

    @SuppressWarnings("unchecked")
    private static List<caravan.model.BatchItem<?>> items(Object answer) {
        return (List<caravan.model.BatchItem<?>>) answer;
    }

    private void submit(Round round, List<Approved> approved) {
        if (round.requests().isEmpty()) {
            return;
        }
        List<Decision> decisions = risk.desk().decide(round.requests());
        decisions.forEach(decision -> decision.denials().forEach(around::denied));
        inBackground(() -> retrying(() -> risk.desk().keep(decisions)));
        approved.addAll(risk.desk().approved(decisions));
        room.groups().needed(approved).forEach(this::prepareGroup);
        List<Batch> batches = room.dispatch().submit(round, approved);
        risk.desk().recorded(approved);
        Map<Batch, Object> begun = new LinkedHashMap<>();
        batches.forEach(batch -> begun.put(batch, exchange.troubles.begun()));
        begun.forEach((batch, request) -> {
            sendBatch(round, batch);
            exchange.troubles.ended(request);
        });
        room.keeping().keep();
        askForOutcomes();
    }

    private void prepareGroup(GroupRequest group) {
        try {
            room.groups()
                    .answered(
                            group,
                            exchange.send(
                                    group instanceof GroupRequest.Open ? "CreateOrderGroup" : "ResetOrderGroup",
                                    group));
        } catch (NotFoundException unknown) {
            room.groups().notFound(group, String.valueOf(unknown.getMessage()));
        } catch (KalshiException | DataAccessException | CannotCreateTransactionException failed) {
            room.groups().refused(group, String.valueOf(failed.getMessage()));
        }
    }

    private void sendBatch(Round round, Batch whole) {
        Batch batch = room.dispatch().due(round, whole);
        if (batch == null) {
            return;
        }
        try {
            lateFills(room.answers().answered(round, batch, exchange.send(batch.operation(), batch.body())));
        } catch (InvalidRequestException refused) {
            room.answers().refused(round, batch, refused.rejection());
        } catch (ConflictException refused) {
            room.answers().refused(round, batch, refused.rejection());
        } catch (NotFoundException unknown) {
            room.answers().notFound(round, batch, String.valueOf(unknown.getMessage()));
        } catch (RateLimitedException | UnavailableException | UnauthorizedException not) {
            room.answers().notSent(round, batch, String.valueOf(not.getMessage()));
        } catch (KalshiException unknown) {
            room.answers().unknown(round, batch, String.valueOf(unknown.getMessage()));
        }
    }

    private void ordersClock() {
        room.lookUps().doubts().forEach(this::lookUp);
        askForOutcomes();
        Round round = desk.cancelUnwanted();
        if (round != null) {
            submit(round, new ArrayList<>());
        }
        room.keeping().keep();
    }

    private void lookUp(String orderId) {
        try {
            lateFills(room.lookUps().lookedUp((OrderUpdate) exchange.call("GetOrder", Map.of("order_id", orderId))));
        } catch (NotFoundException unknown) {
            room.lookUps().missing(orderId, readBack.completeUpTo());
        } catch (KalshiException later) {
            // It is looked up again.
        }
    }

    private void askForOutcomes() {
        room.inquiries().questions().forEach(question -> inBackground(() -> findOut(question)));
    }

    private void findOut(Question question) {
        try {
            lateFills(room.inquiries()
                    .resolved(
                            question,
                            resolver.resolve(
                                    new Unanswered(
                                            Operations.named(question.operation()),
                                            question.parameters(),
                                            question.begun(),
                                            question.ended()),
                                    OrderResolver.Missing.STAYS_MISSING)));
            room.keeping().keep();
        } catch (KalshiException | DataAccessException | CannotCreateTransactionException failed) {
            room.inquiries().stillUnknown(question, String.valueOf(failed.getMessage()));
        }
    }

    // --- risk
    // ---------------------------------------------------------------------------------------------------------

    private void riskWatch() {
        KillSwitch.Alarm alarm = killSwitch.alarm();
        if (alarm != null) {
            halt(alarm.reason(), alarm.by());
        }
    }

    private void withdrawalWatch() {
        List<String> tickers = risk.desk().untenable();
        if (!tickers.isEmpty()) {
            cancelOwn(tickers);
        }
    }

    private void burstWatch() {
        if (risk.conduct().isNewBurst()) {
            cancelOwn(null);
            risk.conduct().withdrawn();
        }
    }

    void halt(String reason, String by) {
        killSwitch.halt(reason, by);
        inBackground(killSwitch::keep);
        sweep();
    }

    private void sweep() {
        Sweep sweep = killSwitch.sweep();
        try {
            killSwitch.canceled(sweep, cancelOwn(null));
        } catch (KalshiException | DataAccessException | CannotCreateTransactionException failed) {
            killSwitch.failed(sweep, failed);
        }
        while (sweep.goesOn()) {
            List<OrderUpdate> found = List.of();
            try {
                found = killSwitch.read(
                        sweep,
                        exchange.<OrderUpdate>pages("GetOrders", Map.of("status", "resting"))
                                .iterator());
            } catch (KalshiException failed) {
                killSwitch.unread(sweep, failed);
            }
            for (OrderUpdate order : found) {
                try {
                    exchange.call("CancelOrderV2", Map.of("order_id", order.orderId()));
                    killSwitch.canceledOne(sweep);
                } catch (NotFoundException ended) {
                    // It has ended by itself.
                } catch (KalshiException failed) {
                    killSwitch.failed(sweep, failed);
                }
            }
            if (sweep.goesOn()) {
                time.sleep(Duration.ofMillis(killSwitch.verifyMillis()));
            }
        }
        killSwitch.swept(sweep);
    }

    private void sweepAgain() {
        if (killSwitch.isUnverified()) {
            sweep();
            killSwitch.isNewlyVerified();
        }
    }

    /** A person who looks every few seconds, and goes on when all is quiet; now and then closes everything first. */
    private void operator() {
        if (latch.current().isEmpty() || killSwitch.isUnverified() || random.nextInt(6) > 0) {
            return;
        }
        if (random.nextBoolean()) {
            flatten();
        }
        try {
            killSwitch.resume("a person");
        } catch (NotResumedException stillSo) {
            // Later.
        }
    }

    private void flatten() {
        sweep();
        List<OrderRequest.Exit> exits = killSwitch.exits();
        killSwitch.flattened(exits.isEmpty() ? null : exitPositions(exits));
    }

    void haltByAPerson() {
        inBackground(() -> halt("somebody wants it", "cli"));
    }

    private ExchangeSigns signs() {
        Instant sign = around.silentSince == 0
                ? clock.instant()
                : Instant.EPOCH.plus(around.silentSince, ChronoUnit.MICROS).plus(around.clockAhead);
        return new ExchangeSigns(
                calendar.pause(clock.instant()).isEmpty(), around.privateReady ? sign : null, around.clockAhead);
    }

    // --- market-making
    // ------------------------------------------------------------------------------------------------

    private void makingCycle() {
        if (!cycle.isDue()) {
            return;
        }
        cycle.begin();
        try {
            steps();
        } catch (KalshiException | DataAccessException | CannotCreateTransactionException failed) {
            cycle.failed(failed);
        }
        cycle.end();
        maker.news();
    }

    private void steps() {
        if (cycle.withdraws()) {
            requotes.forget();
            maker.withdrawn(cancelOwn(List.of()));
        }
        if (cycle.goesOn()) {
            cycle.step("exchange");
            maker.exchange((ExchangeStatus) exchange.call("GetExchangeStatus", Map.of()));
        }
        if (cycle.startsEmpty()) {
            cycle.step("cancel");
            maker.canceled(cancelOwn(maker.everywhere()));
            cycle.step("flatten");
            flattenCycle();
        }
        List<String> chosen = List.of();
        if (cycle.goesOn()) {
            cycle.step("programs");
            List<IncentiveProgram> told = new ArrayList<>();
            exchange.<IncentiveProgram>pages(
                            "GetIncentivePrograms", Map.of("status", "active", "type", "liquidity", "limit", 10000))
                    .forEach(page -> told.addAll(page.items()));
            List<IncentiveProgram> programs = maker.programs(told.iterator());
            cycle.step("select");
            for (Map<String, Object> question : maker.questions(programs)) {
                maker.markets(markets(question));
            }
            chosen = maker.select();
            cycle.step("terms");
            refreshTerms(chosen);
        }
        if (cycle.startsEmpty()) {
            cycle.step("books");
            List<BookView> books = readBooks(chosen);
            cycle.step("quote");
            List<QuotePlan> plans = maker.plans(books);
            cycle.step("place");
            maker.placed(placeQuotes(plans));
        } else if (cycle.goesOn()) {
            cycle.step("place");
            List<String> left = requotes.follow(chosen);
            if (!left.isEmpty()) {
                maker.canceled(cancelOwn(left));
            }
            requote();
        }
    }

    private void flattenCycle() {
        List<String> held = maker.held();
        if (!held.isEmpty()) {
            refreshTerms(held);
            List<OrderRequest.Exit> exits = maker.exits(readBooks(held));
            if (!exits.isEmpty()) {
                maker.answered(exitPositions(exits));
            }
        }
        while (cycle.isSettling()) {
            time.sleep(MOMENT);
        }
    }

    @SuppressWarnings("unchecked")
    private Page<caravan.model.Market> markets(Map<String, Object> question) {
        return (Page<caravan.model.Market>) exchange.call("GetMarkets", question);
    }

    @SuppressWarnings("unchecked")
    private void refreshTerms(List<String> tickers) {
        List<String> stale = terms.stale(tickers);
        try {
            for (Map<String, Object> question : terms.questions(stale)) {
                terms.markets(markets(question));
            }
            for (Map<String, Object> question : terms.eventQuestions(stale)) {
                terms.events((Page<Event>) exchange.call("GetEvents", question));
            }
            for (String series : terms.staleSeries(stale)) {
                terms.series((Series) exchange.call("GetSeries", Map.of("series_ticker", series)));
            }
            terms.complete(stale);
        } catch (KalshiException failed) {
            terms.failed(failed);
        }
    }

    @SuppressWarnings("unchecked")
    private List<BookView> readBooks(List<String> tickers) {
        Instant patience = bookReads.patience();
        while (bookReads.isWaiting(tickers, patience)) {
            time.sleep(MOMENT);
        }
        Map<String, Object> question = bookReads.question(tickers);
        return question.isEmpty()
                ? bookReads.views(tickers)
                : bookReads.views(tickers, (List<OrderBook>) exchange.call("GetMarketOrderbooks", question));
    }

    private void requoteClock() {
        if (requotes.isTimeToLook()) {
            inBackground(this::requote);
        }
    }

    private void touch() {
        boolean moved = false;
        for (String ticker : requotes.followed()) {
            Market market = exchange.world.market(ticker);
            if (market != null) {
                List<Integer> top =
                        List.of(market.book().best(BookSide.BID), market.book().best(BookSide.ASK));
                if (!top.equals(tops.put(ticker, top))) {
                    moved |= requotes.moved(new TopOfBook(
                            ticker, BookState.VALID, null, null, null, null, null, null, clock.instant()));
                }
            }
        }
        if (moved) {
            inBackground(this::requote);
        }
    }

    private void requote() {
        if (requoters == REQUOTERS) {
            return;
        }
        requoters++;
        try {
            while (requotes.hasWork()) {
                List<String> taken = requotes.take();
                try {
                    if (requotes.isHindered()) {
                        List<String> open = requotes.open(taken);
                        if (!open.isEmpty()) {
                            requotes.canceled(cancelOwn(open));
                        }
                    } else {
                        List<QuotePlan> plans = requotes.plans(taken);
                        requotes.keep(plans, placeQuotes(plans));
                    }
                } catch (KalshiException | DataAccessException | CannotCreateTransactionException failed) {
                    requotes.failed(taken, failed);
                }
                requotes.done(taken);
            }
        } finally {
            requoters--;
        }
    }

    // --- books
    // --------------------------------------------------------------------------------------------------------

    @Override
    public Optional<BookView> book(String ticker) {
        Market market = exchange.world.market(ticker);
        if (market == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return Optional.of(new BookView(
                ticker,
                around.booksSuspect ? BookState.SUSPECT : BookState.VALID,
                around.booksSuspect ? "an update was missed" : null,
                levels(market, BookSide.BID),
                levels(market, BookSide.ASK),
                1,
                1,
                1,
                now,
                now));
    }

    private static List<Level> levels(Market market, BookSide side) {
        List<Level> levels = new ArrayList<>();
        market.book()
                .forEach(
                        side,
                        (price, quantity) -> levels.add(new Level(side, new Price(price), new Quantity(quantity))));
        return levels;
    }

    @Override
    public Collection<String> tickers() {
        return exchange.world.listings().stream()
                .map(listing -> listing.ticker())
                .toList();
    }

    /** For the end: what is left to do when nobody quotes any more. */
    void finish(Consumer<TradingProgram> then) {
        inBackground(() -> then.accept(this));
    }

    List<RestingOrder> cancelAll() {
        return cancelOwn(null);
    }
}
