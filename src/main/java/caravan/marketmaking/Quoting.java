package caravan.marketmaking;

import caravan.model.BookView;
import caravan.model.MarketTerms;
import caravan.model.QuotePlan;
import caravan.model.Situation;
import caravan.model.Terms;
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
        Situation situation =
                new Situation(book, known.get().grid(), ports.holding(ticker).quantity(), ports.orders(ticker));
        return settings.chosen().quote(situation);
    }
}
