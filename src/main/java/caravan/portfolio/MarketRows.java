package caravan.portfolio;

import caravan.model.Settlement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Puts the histories of markets together from what the ledger has of them. Safe for use by many threads. */
final class MarketRows {
    private final FillRows fills;
    private final SettlementRows settlements;
    private final DayMarkRows dayMarks;
    private final NewExchange exchanges;

    MarketRows(DataSource ledger, DayMarkRows dayMarks) {
        this.fills = new FillRows(ledger);
        this.settlements = new SettlementRows(ledger);
        this.dayMarks = dayMarks;
        this.exchanges = new NewExchange(ledger);
    }

    /** Everybody's fills on the account, oldest first. */
    List<FillRows.Row> fills() {
        return fills.all();
    }

    /** Our own fills in one market, oldest first. */
    List<OwnFill> own(String ticker) {
        return fills.own(ticker);
    }

    /**
     * Those of all markets.
     *
     * @param own our fills by market, oldest first
     */
    Map<String, MarketHistory> replay(Map<String, List<OwnFill>> own) {
        Map<String, List<Settlement>> paid =
                settlements.all().stream().collect(Collectors.groupingBy(Settlement::ticker));
        Map<String, NavigableMap<Instant, Mark>> marks = dayMarks.all();
        NavigableSet<Instant> beginnings = exchanges.beginnings();
        Map<String, MarketHistory> histories = new HashMap<>();
        own.forEach((ticker, list) -> histories.put(
                ticker,
                MarketHistory.replay(
                        ticker,
                        list,
                        paid.getOrDefault(ticker, List.of()),
                        marks.getOrDefault(ticker, new TreeMap<>()),
                        beginnings)));
        return histories;
    }

    /** That of one market. */
    MarketHistory replay(String ticker, List<OwnFill> own) {
        return MarketHistory.replay(ticker, own, settlements.of(ticker), dayMarks.of(ticker), exchanges.beginnings());
    }
}
