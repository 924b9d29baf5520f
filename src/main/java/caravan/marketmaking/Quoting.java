package caravan.marketmaking;

import caravan.model.BookView;
import caravan.model.MarketTerms;
import caravan.model.QuotePlan;
import caravan.model.Situation;
import caravan.model.Terms;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the strategy what is to rest in a market. Where it fails nothing is to, and the other markets go on. Thread-safe. */
final class Quoting {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.marketmaking");

    private final Terms terms;
    private final Ports ports;
    private final TradeLog log;
    /** Why no quotes could be made out, by market, as it was told. */
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    Quoting(Terms terms, Ports ports, TradeLog log) {
        this.terms = terms;
        this.ports = ports;
        this.log = log;
    }

    QuotePlan plan(MakingSettings settings, BookView book) {
        try {
            QuotePlan plan = wanted(settings, book);
            failures.remove(book.ticker());
            return plan;
        } catch (RuntimeException failure) {
            return failed(book.ticker(), failure);
        }
    }

    private QuotePlan failed(String ticker, RuntimeException failure) {
        String reason = "no quotes could be made out: " + failure;
        if (!reason.equals(failures.put(ticker, reason))) {
            log.error("Ticker: %s | %s".formatted(ticker, reason));
            LOG.error("Nothing is quoted in {}, for no quotes could be made out", ticker, failure);
        }
        return QuotePlan.nothing(ticker, reason);
    }

    private QuotePlan wanted(MakingSettings settings, BookView book) {
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
