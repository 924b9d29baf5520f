package caravan.marketmaking;

import caravan.model.BookView;
import caravan.model.MarketTerms;
import caravan.model.Quantity;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.model.Situation;
import caravan.model.Strategy;
import caravan.model.Terms;
import java.util.List;
import java.util.Optional;

/** Asks the strategy what is to rest in a market. */
final class Quoting {
    private final Terms terms;
    private final Ports ports;

    Quoting(Terms terms, Ports ports) {
        this.terms = terms;
        this.ports = ports;
    }

    QuotePlan plan(MakingSettings settings, BookView book) {
        String ticker = book.ticker();
        Optional<MarketTerms> known = terms.of(ticker);
        if (known.isEmpty()) {
            return QuotePlan.nothing(ticker, "the exchange did not tell yet at which prices it may be quoted");
        }
        if (!known.get().status().equals("active")) {
            return QuotePlan.nothing(ticker, "the market is " + known.get().status());
        }
        List<RestingOrder> orders = ports.orders(ticker);
        Quantity position = ports.holding(ticker).quantity();
        if (!settings.isTouch()) {
            if (!orders.isEmpty()) {
                return QuotePlan.nothing(ticker, "an order of ours is still open");
            }
            if (position.units() != 0) {
                return QuotePlan.nothing(ticker, "a position of ours is still open: " + position);
            }
        }
        Strategy strategy = settings.chosen();
        return strategy.quote(new Situation(book, known.get().grid(), position, orders));
    }
}
