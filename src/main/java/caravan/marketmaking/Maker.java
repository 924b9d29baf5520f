package caravan.marketmaking;

import caravan.model.BookView;
import caravan.model.Card;
import caravan.model.ExchangeHours;
import caravan.model.ExchangeStatus;
import caravan.model.Holding;
import caravan.model.IncentiveProgram;
import caravan.model.Market;
import caravan.model.MarketTerms;
import caravan.model.OrderRequest.Exit;
import caravan.model.Page;
import caravan.model.Quantity;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.model.StreamCommand;
import caravan.model.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the steps of a cycle do, each a method: the routes say in which order. For the one thread of the cycle. */
public final class Maker {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.marketmaking");
    /** Programs that begin and markets that open leave moments without any. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** That no program fits is said again after so long. */
    private static final Duration REMINDER = Duration.ofHours(1);

    private final MakingCycle cycle;
    private final Programs programs;
    private final Terms terms;
    private final ExchangeHours hours;
    private final Ports ports;
    private final Quoting quoting;
    private final Journal journal;
    private final TradeLog log;
    private final OrderNews orders;
    private final InstantSource clock;

    private final List<Market> heard = new ArrayList<>();
    private List<String> chosen = List.of();
    private Set<String> openBefore = Set.of();
    /** When it is said that no program fits; null while one does. */
    private @Nullable Instant reminder;

    private @Nullable Card news;

    public Maker(
            MakingCycle cycle,
            Programs programs,
            Terms terms,
            ExchangeHours hours,
            Ports ports,
            Journal journal,
            TradeLog log,
            OrderNews orders,
            InstantSource clock) {
        this.cycle = cycle;
        this.programs = programs;
        this.terms = terms;
        this.hours = hours;
        this.ports = ports;
        this.quoting = new Quoting(terms, ports, log);
        this.journal = journal;
        this.log = log;
        this.orders = orders;
        this.clock = clock;
    }

    /** Ends the cycle while the exchange does not trade. */
    public void exchange(ExchangeStatus status) {
        if (!status.exchangeActive() || !status.tradingActive()) {
            cycle.stop("the exchange says that it does not trade now");
            return;
        }
        hours.pause(clock.instant()).ifPresent(pause -> cycle.stop("the exchange pauses: " + pause.reason()));
    }

    /** No market in particular, so all of them. */
    public List<String> everywhere() {
        return List.of();
    }

    /** Orders were taken back because nothing is quoted any more. */
    public void withdrawn(List<RestingOrder> canceled) {
        chosen = List.of();
        orders.canceled(canceled);
        log.shutdown("Nothing is quoted any more, %d orders were canceled".formatted(canceled.size()));
    }

    /** Orders were canceled. */
    public void canceled(List<RestingOrder> canceled) {
        cycle.run().cancels = true;
        cycle.run().canceled += canceled.size();
        orders.canceled(canceled);
    }

    /** Where this program holds something that is to be closed. */
    public List<String> held() {
        cycle.run().closes = true;
        return ports.holdings().stream().map(Holding::ticker).toList();
    }

    /** The orders that close what is held in the markets of these books. */
    public List<Exit> exits(List<BookView> books) {
        Flattening flattening = new Flattening(cycle.settings().closeSlippage());
        List<Exit> exits = new ArrayList<>();
        for (BookView book : books) {
            Quantity held = ports.holding(book.ticker()).quantity();
            terms.of(book.ticker())
                    .map(MarketTerms::grid)
                    .flatMap(grid -> flattening.exit(held, book, grid))
                    .ifPresentOrElse(
                            exits::add,
                            () -> log.error("Ticker: %s | %s contracts cannot be closed now: %s"
                                    .formatted(
                                            book.ticker(),
                                            held,
                                            book.reason() == null ? "nobody takes them" : book.reason())));
        }
        cycle.run().closed += exits.size();
        orders.closed(exits);
        return exits;
    }

    /** What became of requests, for people. */
    public void answered(List<String> lines) {
        log.answered(lines);
    }

    /** Takes all programs there are now. */
    public List<IncentiveProgram> programs(Iterator<IncentiveProgram> told) {
        List<IncentiveProgram> now = programs.keep(told);
        cycle.run().programs = now.size();
        return now;
    }

    /** What to ask about the programs' markets. */
    public List<Map<String, Object>> questions(List<IncentiveProgram> now) {
        heard.clear();
        return cycle.settings().tickers().isEmpty() ? programs.questions(now) : List.of();
    }

    /** Takes what the exchange tells of markets. */
    public void markets(Page<Market> page) {
        heard.addAll(page.items());
    }

    /** Chooses the markets to quote. */
    public List<String> select() {
        MakingSettings settings = cycle.settings();
        List<String> before = chosen;
        if (settings.tickers().isEmpty()) {
            chosen = programs.select(settings, heard, Set.copyOf(chosen));
            cycle.run().choices = programs.reasons();
        } else {
            chosen = settings.tickers();
        }
        cycle.run().tickers = chosen;
        cycle.run().chose = true;
        if (chosen.isEmpty()) {
            nothingFits();
            return chosen;
        }
        reminder = null;
        if (!chosen.equals(before)) {
            log.session("Chosen: " + String.join(", ", chosen));
        }
        return chosen;
    }

    private void nothingFits() {
        cycle.stop("no program fits");
        Instant now = clock.instant();
        if (reminder == null) {
            reminder = now.plus(PATIENCE);
        }
        if (now.isBefore(reminder)) {
            return;
        }
        reminder = now.plus(REMINDER);
        Map<String, Long> counts = programs.reasons().values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String why = counts.isEmpty()
                ? "there is no program at all"
                : counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(entry -> entry.getValue() + " x " + entry.getKey())
                        .collect(Collectors.joining(", "));
        LOG.warn("No program fits, so nothing is quoted: {}", why);
        log.error("No program fits: " + why);
        news = Card.ofText("No program fits, so nothing is quoted: " + why, null);
    }

    /** Has the chosen markets followed. */
    public StreamCommand following() {
        return new StreamCommand.AddMarkets(chosen);
    }

    /** What is to rest in the markets of these books. */
    public List<QuotePlan> plans(List<BookView> books) {
        Instant now = clock.instant();
        MakingSettings settings = cycle.settings();
        List<QuotePlan> plans = new ArrayList<>();
        Map<String, BookView> seen = new HashMap<>();
        for (BookView book : books) {
            log.book(book);
            seen.put(book.ticker(), book);
            QuotePlan plan = leftOpen(book.ticker())
                    .map(reason -> QuotePlan.nothing(book.ticker(), reason))
                    .orElseGet(() -> quoting.plan(settings, book));
            plans.add(plan);
            cycle.run().quotes += plan.quotes().size();
            if (!plan.reasons().isEmpty()) {
                log.session("Ticker: %s | %s".formatted(plan.ticker(), String.join("; ", plan.reasons())));
            }
        }
        try {
            journal.keep(settings.strategy(), plans, seen, now);
        } catch (RuntimeException away) {
            LOG.warn("Quotes are not in the ledger: {}", away.getMessage());
        }
        openBefore = ids();
        return plans;
    }

    /** What the steps of this cycle were to end and did not; who leaves such a step out keeps what is there, and quotes on. */
    private Optional<String> leftOpen(String ticker) {
        Quantity position = ports.holding(ticker).quantity();
        if (cycle.run().cancels && !ports.orders(ticker).isEmpty()) {
            return Optional.of("an order of ours is still open");
        }
        return cycle.run().closes && position.units() != 0
                ? Optional.of("a position of ours is still open: " + position)
                : Optional.empty();
    }

    /** Orders were placed; which of them, the orders themselves tell. */
    public void placed(List<String> lines) {
        List<RestingOrder> fresh = ports.orders().stream()
                .filter(order -> !openBefore.contains(order.clientOrderId()))
                .toList();
        orders.opened(fresh);
        log.answered(lines);
    }

    /** What a person should hear of; null where there is nothing. */
    public @Nullable Card news() {
        Card card = news;
        news = null;
        return card == null ? orders.card(cycle.settings().strategy()) : card;
    }

    private Set<String> ids() {
        return ports.orders().stream().map(RestingOrder::clientOrderId).collect(Collectors.toCollection(HashSet::new));
    }
}
