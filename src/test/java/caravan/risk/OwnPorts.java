package caravan.risk;

import caravan.model.AccountState;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Books;
import caravan.model.Holding;
import caravan.model.MarketTerms;
import caravan.model.Money;
import caravan.model.OpenOrders;
import caravan.model.Positions;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import caravan.rules.FeeType;
import caravan.rules.PriceGrid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What other stages know, held in maps: one market M, with a bid of 0.40 and an ask of 0.45. */
final class OwnPorts {
    static final String MARK = "ours-";

    final List<RestingOrder> orders = new CopyOnWriteArrayList<>();
    final Map<String, Holding> holdings = new LinkedHashMap<>();
    final Map<String, MarketTerms> terms = new LinkedHashMap<>();
    int unknown;
    volatile AccountState account = account("0");

    OwnPorts() {
        terms.put("M", terms("M", "E"));
    }

    static AccountState account(String dayLoss) {
        Money thousand = Money.parse("1000");
        return new AccountState(null, thousand, thousand, thousand, Money.parse(dayLoss), Map.of());
    }

    static MarketTerms terms(String ticker, String event) {
        return new MarketTerms(
                ticker,
                event,
                "active",
                Instant.now().plus(Duration.ofHours(6)),
                new PriceGrid(List.of(PriceGrid.Band.parse("0.00", "1.00", "0.01"))),
                true,
                FeeType.QUADRATIC,
                BigDecimal.ONE,
                0,
                Instant.now());
    }

    void holds(String ticker, int contracts, int cents) {
        holdings.put(
                ticker,
                new Holding(
                        ticker,
                        Quantity.ofContracts(contracts),
                        Price.ofCents(cents).times(Quantity.ofContracts(Math.abs(contracts)))));
    }

    Ports ports() {
        return new Ports(
                new OneBook(),
                new Orders(),
                new Held(),
                () -> account,
                ticker -> Optional.ofNullable(terms.get(ticker)));
    }

    private static final class OneBook implements Books {
        @Override
        public Optional<BookView> book(String ticker) {
            return Optional.of(new BookView(
                    ticker,
                    BookState.VALID,
                    null,
                    List.of(new Level(BookSide.BID, Price.ofCents(40), Quantity.ofContracts(100))),
                    List.of(new Level(BookSide.ASK, Price.ofCents(45), Quantity.ofContracts(100))),
                    1,
                    1,
                    1,
                    null,
                    Instant.now()));
        }

        @Override
        public Collection<String> tickers() {
            return List.of("M");
        }
    }

    private final class Held implements Positions {
        @Override
        public Holding holding(String ticker) {
            return holdings.getOrDefault(ticker, Holding.none(ticker));
        }

        @Override
        public Collection<Holding> all() {
            return new ArrayList<>(holdings.values());
        }
    }

    private final class Orders implements OpenOrders {
        @Override
        public List<RestingOrder> in(String ticker) {
            return orders.stream()
                    .filter(order -> order.ticker().equals(ticker))
                    .toList();
        }

        @Override
        public List<RestingOrder> all() {
            return List.copyOf(orders);
        }

        @Override
        public int unknown() {
            return unknown;
        }

        @Override
        public boolean isOurs(String orderId) {
            return false;
        }

        @Override
        public boolean isOurClientOrderId(String clientOrderId) {
            return clientOrderId.startsWith(MARK);
        }
    }
}
