package caravan.trading;

import caravan.model.BookSide;
import caravan.sandbox.engine.Book;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Settlement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What our trading has come to by what the engine did, market by market and since midnight, with nothing of what the program
 * makes of it. A NO contract counts as a YES contract that is owed.
 */
final class Worth {
    private static final long DOLLAR = 10_000;

    /** In millionths of a dollar; contracts in hundredths, the mid in twenty-thousandths of a dollar. */
    private static final class Trading {
        private final Book book;
        private long cash;
        private long contracts;
        private long mid = DOLLAR;
        private long atMidnight;

        Trading(Market market) {
            this.book = market.book();
        }

        void look() {
            int bid = book.best(BookSide.BID);
            int ask = book.best(BookSide.ASK);
            if (bid >= 0 && ask >= 0) {
                mid = bid + ask;
            }
        }

        long value() {
            return cash + contracts * mid / 2;
        }
    }

    private final Map<String, Trading> markets = new HashMap<>();
    private long leewayAtMidnight;

    void filled(Fill fill) {
        Trading trading = markets.computeIfAbsent(
                fill.order().market().ticker(),
                first -> new Trading(fill.order().market()));
        long signed = fill.trade().quantity() * (fill.order().side() == BookSide.BID ? 1 : -1);
        trading.cash -= signed * fill.trade().price() + fill.cost();
        trading.contracts += signed;
    }

    void settled(Settlement settlement) {
        Trading trading = markets.get(settlement.market().ticker());
        trading.cash += settlement.revenue() + Math.min(0, settlement.position()) * DOLLAR;
        trading.contracts = 0;
    }

    /** Takes the prices of now. */
    void look() {
        for (Trading trading : markets.values()) {
            if (trading.contracts != 0) {
                trading.look();
            }
        }
    }

    /** The day begins. */
    void midnight() {
        look();
        markets.values().forEach(trading -> trading.atMidnight = trading.value());
        leewayAtMidnight = leeway();
    }

    /** Lost since midnight; negative where something was won. */
    long dayLoss() {
        return markets.values().stream()
                .mapToLong(trading -> trading.atMidnight - trading.value())
                .sum();
    }

    long dayLoss(String ticker) {
        Trading trading = markets.get(ticker);
        return trading == null ? 0 : trading.atMidnight - trading.value();
    }

    long worstDayLoss() {
        return markets.values().stream()
                .mapToLong(trading -> trading.atMidnight - trading.value())
                .max()
                .orElse(0);
    }

    /** All that was won before this day; what was held at midnight at its mid of then. */
    long beforeMidnight() {
        return markets.values().stream()
                .mapToLong(trading -> trading.atMidnight)
                .sum();
    }

    /** What half a dime a contract would make: prices move between two looks. */
    long leeway() {
        return 10_000
                + markets.values().stream()
                        .mapToLong(trading -> Math.abs(trading.contracts) * 500)
                        .sum();
    }

    long leewayAtMidnight() {
        return leewayAtMidnight;
    }

    /** What came of markets where nothing is held any more. */
    Map<String, Long> closed() {
        Map<String, Long> closed = new HashMap<>();
        markets.forEach((ticker, trading) -> {
            if (trading.contracts == 0) {
                closed.put(ticker, trading.cash);
            }
        });
        return closed;
    }

    Set<String> tickers() {
        return markets.keySet();
    }

    long contracts(String ticker) {
        Trading trading = markets.get(ticker);
        return trading == null ? 0 : trading.contracts;
    }
}
