package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what was seen, chosen and wanted, and why, in the ledger. Thread-safe. */
public final class Journal {
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_TICKERS = 10_000;
    private static final int LONGEST_CHOICES = 100_000;

    private static final String CYCLE = """
            insert into market_making_cycles (started_time, ended_time, strategy, outcome, reason, programs, markets,
                orders_canceled, positions_closed, quotes, tickers, choices, steps)
            values (:started, :ended, :strategy, :outcome, :reason, :programs, :markets,
                :canceled, :closed, :quotes, :tickers, :choices, :steps)
            """;

    private static final String QUOTE = """
            insert into quotes (quoted_time, strategy, ticker, book_side, yes_price_dollars, quantity_contracts,
                bid_price_dollars, ask_price_dollars, book_state, reason)
            values (:time, :strategy, :ticker, :side, :price, :quantity, :bid, :ask, :state, :reason)
            """;

    /**
     * A cycle that is over.
     *
     * @param outcome {@code done}, {@code ended early} or {@code failed}
     * @param reason why it is not done; null where it is
     * @param choices what was decided about each market with a program
     * @param steps how long each took
     */
    record Cycle(
            Instant started,
            Instant ended,
            String strategy,
            String outcome,
            @Nullable String reason,
            int programs,
            List<String> tickers,
            int canceled,
            int closed,
            int quotes,
            Map<String, String> choices,
            Map<String, Duration> steps) {}

    private record Side(String ticker, BookSide side) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private String lastChoices = "";
    private final Map<Side, String> lastQuotes = new HashMap<>();

    public Journal(DataSource ledger) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
    }

    synchronized void keep(Cycle cycle) {
        String choices = cycle.choices().entrySet().stream()
                .map(choice -> choice.getKey() + ": " + choice.getValue())
                .collect(Collectors.joining("; "));
        boolean news = !choices.isEmpty() && !choices.equals(lastChoices);
        jdbc.sql(CYCLE)
                .param("started", time(cycle.started()))
                .param("ended", time(cycle.ended()))
                .param("strategy", cycle.strategy())
                .param("outcome", cycle.outcome())
                .param("reason", cut(cycle.reason(), LONGEST_REASON), Types.VARCHAR)
                .param("programs", cycle.programs())
                .param("markets", cycle.tickers().size())
                .param("canceled", cycle.canceled())
                .param("closed", cycle.closed())
                .param("quotes", cycle.quotes())
                .param("tickers", cut(String.join(" ", cycle.tickers()), LONGEST_TICKERS))
                .param("choices", news ? cut(choices, LONGEST_CHOICES) : null, Types.VARCHAR)
                .param("steps", steps(cycle.steps()))
                .update();
        if (news) {
            lastChoices = choices;
        }
    }

    /** Keeps what is wanted where that is not what was wanted before. */
    synchronized void keep(String strategy, Collection<QuotePlan> plans, Map<String, BookView> books, Instant now) {
        Map<Side, String> news = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            for (QuotePlan plan : plans) {
                for (BookSide side : BookSide.values()) {
                    Optional<Quote> quote = plan.quotes().stream()
                            .filter(wanted -> wanted.side() == side)
                            .findFirst();
                    String text = quote.map(wanted -> wanted.price() + " x " + wanted.quantity())
                            .orElseGet(() -> reason(plan));
                    Side key = new Side(plan.ticker(), side);
                    if (!text.equals(lastQuotes.get(key))) {
                        insert(strategy, plan, side, quote, books.get(plan.ticker()), now);
                        news.put(key, text);
                    }
                }
            }
        });
        lastQuotes.putAll(news);
    }

    private void insert(
            String strategy,
            QuotePlan plan,
            BookSide side,
            Optional<Quote> quote,
            @Nullable BookView book,
            Instant now) {
        jdbc.sql(QUOTE)
                .param("time", time(now))
                .param("strategy", strategy)
                .param("ticker", plan.ticker())
                .param("side", side.name().toLowerCase(Locale.ROOT))
                .param(
                        "price",
                        quote.map(wanted -> wanted.price().toBigDecimal()).orElse(null),
                        Types.DECIMAL)
                .param(
                        "quantity",
                        quote.map(wanted -> wanted.quantity().toBigDecimal()).orElse(null),
                        Types.DECIMAL)
                .param("bid", book == null ? null : best(book.bids()), Types.DECIMAL)
                .param("ask", book == null ? null : best(book.asks()), Types.DECIMAL)
                .param("state", book == null ? "unknown" : book.state().name().toLowerCase(Locale.ROOT))
                .param("reason", cut(quote.map(Quote::reason).orElseGet(() -> reason(plan)), LONGEST_REASON))
                .update();
    }

    private static String reason(QuotePlan plan) {
        return String.join("; ", plan.reasons());
    }

    private static @Nullable BigDecimal best(List<Level> levels) {
        return levels.stream()
                .findFirst()
                .map(Level::price)
                .map(Price::toBigDecimal)
                .orElse(null);
    }

    private static String steps(Map<String, Duration> steps) {
        return steps.entrySet().stream()
                .map(step -> step.getKey() + " " + step.getValue().toMillis())
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String cut(@Nullable String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
