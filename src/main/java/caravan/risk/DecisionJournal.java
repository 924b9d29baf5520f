package caravan.risk;

import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps decisions in the ledger.
 *
 * <p>A strategy asks again and again for what is denied. An equal denial (same market, side and checks) is counted on the
 * row of the first one for an hour, so that a night of denials is a few rows. Thread-safe.
 */
public final class DecisionJournal {
    private static final Duration SAME_ROW = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final String INSERT = """
            insert into decisions (decided_time, ticker, request, book_side, yes_price_dollars, quantity_contracts,
                approved, approval_number, client_order_id, reason, denials, last_time)
            values (:time, :ticker, :request, :side, :price, :quantity,
                :approved, :number, :clientOrderId, :reason, :denials, :time)
            """;

    private record Denied(
            String ticker, String request, @Nullable BookSide side, List<String> checks) {}

    /** A row, and what was counted on it since it was last written. */
    private static final class Counted {
        private final long row;
        private final Instant since;
        private Instant last;
        private long repeats;
        private boolean written = true;

        Counted(long row, Instant since) {
            this.row = row;
            this.since = since;
            this.last = since;
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Duration kept;
    private final Map<Denied, Counted> denied = new LinkedHashMap<>();

    /** @param kept how long rows are kept */
    public DecisionJournal(DataSource ledger, Duration kept) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
        this.kept = kept;
    }

    /** Whether a decision is a denial that was told already. */
    synchronized boolean isRepeated(Decision decision) {
        Counted known = denied.get(key(decision));
        return decision.approved().isEmpty() && known != null && decision.time().isBefore(known.since.plus(SAME_ROW));
    }

    /** Writes decisions, in one transaction. */
    public synchronized void keep(List<Decision> decisions) {
        List<Decision> news = new ArrayList<>();
        List<Decision> again = new ArrayList<>();
        Set<Denied> told = new HashSet<>();
        for (Decision decision : decisions) {
            boolean isNews = decision.approved().isPresent() || !isRepeated(decision) && told.add(key(decision));
            (isNews ? news : again).add(decision);
        }
        Map<Denied, Counted> rows = new LinkedHashMap<>();
        if (!news.isEmpty()) {
            transaction.executeWithoutResult(status -> news.forEach(decision -> insert(decision, rows)));
        }
        rows.forEach(this::remember);
        again.forEach(this::count);
    }

    private void count(Decision decision) {
        Counted known = denied.get(key(decision));
        if (known != null) {
            known.repeats++;
            known.last = decision.time();
            known.written = false;
        }
    }

    private void insert(Decision decision, Map<Denied, Counted> rows) {
        OrderRequest request = decision.request();
        Optional<Quote> quote = quote(request);
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(INSERT)
                .param("time", Sql.time(decision.time()))
                .param("ticker", request.ticker())
                .param("request", word(request))
                .param("side", quote.map(Quote::side).map(DecisionJournal::word).orElse(null), Types.VARCHAR)
                .param("price", quote.map(Quote::price).map(Price::toBigDecimal).orElse(null), Types.DECIMAL)
                .param("quantity", quantity(request).map(Quantity::toBigDecimal).orElse(null), Types.DECIMAL)
                .param("approved", decision.approved().isPresent())
                .param("number", decision.approved().map(Approved::number).orElse(null), Types.BIGINT)
                .param("clientOrderId", clientOrderId(request), Types.VARCHAR)
                .param(
                        "reason",
                        quote.map(Quote::reason)
                                .map(text -> Sql.shortened(text, 500))
                                .orElse(null),
                        Types.VARCHAR)
                .param(
                        "denials",
                        decision.approved().isPresent() ? null : Sql.shortened(text(decision.denials()), 4_000),
                        Types.VARCHAR)
                .update(key, "decision_id");
        if (decision.approved().isEmpty() && key.getKey() != null) {
            rows.put(key(decision), new Counted(key.getKey().longValue(), decision.time()));
        }
    }

    private void remember(Denied denial, Counted row) {
        while (denied.size() >= MOST_REMEMBERED) {
            Denied oldest = denied.keySet().iterator().next();
            write(denied.remove(oldest));
        }
        denied.put(denial, row);
    }

    /** Writes what was counted, and forgets rows that are too old. To be called every minute, and at the end. */
    public synchronized void flush(Instant now) {
        denied.values().forEach(this::write);
        denied.values().removeIf(counted -> !now.isBefore(counted.since.plus(SAME_ROW)));
    }

    private void write(Counted counted) {
        if (!counted.written) {
            jdbc.sql("update decisions set repeats = :repeats, last_time = :last where decision_id = :row")
                    .param("repeats", counted.repeats)
                    .param("last", Sql.time(counted.last))
                    .param("row", counted.row)
                    .update();
            counted.written = true;
        }
    }

    /** Deletes rows that are older than they are to be kept. */
    public int clear(Instant now) {
        return jdbc.sql("delete from decisions where decided_time < :time")
                .param("time", Sql.time(now.minus(kept)))
                .update();
    }

    private static Denied key(Decision decision) {
        return new Denied(
                decision.request().ticker(),
                word(decision.request()),
                quote(decision.request()).map(Quote::side).orElse(null),
                decision.denials().stream().map(Verdict::check).toList());
    }

    /** All reasons, for people. */
    static String text(List<Verdict> denials) {
        return denials.stream()
                .map(verdict -> verdict.check() + ": " + verdict.reason())
                .collect(Collectors.joining("; "));
    }

    /** {@code create}, {@code amend}, … */
    static String word(OrderRequest request) {
        return request.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String word(BookSide side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Quote> quote(OrderRequest request) {
        if (request instanceof OrderRequest.Create create) {
            return Optional.of(create.quote());
        }
        if (request instanceof OrderRequest.Amend amend) {
            return Optional.of(amend.quote());
        }
        return request instanceof OrderRequest.Exit exit
                ? Optional.of(new Quote(exit.ticker(), exit.side(), exit.price(), exit.quantity(), exit.reason()))
                : Optional.empty();
    }

    private static Optional<Quantity> quantity(OrderRequest request) {
        return request instanceof OrderRequest.Decrease decrease
                ? Optional.of(decrease.quantity())
                : quote(request).map(Quote::quantity);
    }

    private static @Nullable String clientOrderId(OrderRequest request) {
        if (request instanceof OrderRequest.Amend amend) {
            return amend.order().clientOrderId();
        }
        if (request instanceof OrderRequest.Renew renew) {
            return renew.order().clientOrderId();
        }
        if (request instanceof OrderRequest.Decrease decrease) {
            return decrease.order().clientOrderId();
        }
        return request instanceof OrderRequest.Cancel cancel ? cancel.order().clientOrderId() : null;
    }
}
