package caravan.risk;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Money;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import caravan.rules.PriceGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account in which every check has nothing against a small quote, to be made worse one thing at a time. */
final class Standings {
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final PriceGrid CENTS = new PriceGrid(List.of(PriceGrid.Band.parse("0.00", "1.00", "0.01")));

    final Map<String, MarketStanding> others = new LinkedHashMap<>();
    final List<RestingOrder> orders = new ArrayList<>();

    @Nullable
    String status = "active";

    @Nullable
    Instant closeTime = NOW.plus(Duration.ofHours(6));

    BookState state = BookState.VALID;
    int bid = 40;
    int ask = 45;
    boolean feesKnown = true;
    int position;
    Money cost = Money.ZERO;
    Money marketLoss = Money.ZERO;
    Money equity = Money.parse("1000");
    Money balance = Money.parse("1000");
    Money dayLoss = Money.ZERO;

    @Nullable
    Money peak;

    @Nullable
    String halted;

    @Nullable
    String forbidden;

    @Nullable
    String unreconciled;

    boolean tradingActive = true;

    @Nullable
    Instant lastSignOfLife = NOW;

    @Nullable
    Duration clockAhead = Duration.ZERO;

    int unknownOrders;
    Duration life = Duration.ofSeconds(60);

    Standings own(BookSide side, int cents, int contracts) {
        orders.add(new RestingOrder(
                "own-" + orders.size(),
                "M",
                side,
                Price.ofCents(cents),
                Quantity.ofContracts(contracts),
                NOW,
                NOW.plusSeconds(60)));
        return this;
    }

    AccountStanding account() {
        String reason = state == BookState.VALID ? null : "frame 7 is missing";
        BookView book = new BookView(
                "M",
                state,
                reason,
                List.of(new Level(BookSide.BID, Price.ofCents(bid), Quantity.ofContracts(100))),
                List.of(new Level(BookSide.ASK, Price.ofCents(ask), Quantity.ofContracts(100))),
                1,
                1,
                1,
                NOW,
                NOW);
        MarketStanding market = new MarketStanding(
                "M",
                "E",
                status,
                closeTime,
                book,
                CENTS,
                feesKnown,
                Quantity.ofContracts(position),
                cost,
                orders,
                marketLoss);
        Map<String, MarketStanding> markets = new LinkedHashMap<>(others);
        markets.put("M", market);
        return new AccountStanding(
                equity,
                balance,
                dayLoss,
                peak == null ? equity : peak,
                markets,
                Set.of("E"),
                halted,
                forbidden,
                unreconciled,
                tradingActive,
                lastSignOfLife,
                clockAhead,
                unknownOrders);
    }

    /** A further market, with so many contracts held at a price; a quote rests in it. */
    Standings other(String ticker, String event, int contracts, int cents) {
        others.put(
                ticker,
                new MarketStanding(
                        ticker,
                        event,
                        "active",
                        null,
                        null,
                        CENTS,
                        true,
                        Quantity.ofContracts(contracts),
                        Price.ofCents(cents).times(Quantity.ofContracts(Math.abs(contracts))),
                        List.of(new RestingOrder(
                                ticker, ticker, BookSide.BID, Price.ofCents(1), Quantity.ofContracts(1), NOW, null)),
                        Money.ZERO));
        return this;
    }

    Proposal proposing(BookSide side, int cents, int contracts) {
        return proposing(new OrderRequest.Create(
                new Quote("M", side, Price.ofCents(cents), Quantity.ofContracts(contracts), "test")));
    }

    Proposal proposing(OrderRequest request) {
        return new Proposal(request, NOW, NOW.plus(life), account(), false);
    }
}
