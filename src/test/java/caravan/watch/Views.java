package caravan.watch;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.MarketSummary;
import caravan.model.MarketView;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A market to look at. */
final class Views {
    static final String TICKER = "KXRAIN-26NOV21-T1";
    static final Instant TIME = Instant.parse("2026-11-20T16:30:15Z");

    private Views() {}

    static MarketView full() {
        return view(book(BookState.VALID, null), 2, account());
    }

    static MarketView view(@Nullable BookView book, long trades, MarketView.@Nullable Account account) {
        return new MarketView(
                TIME, TICKER, market("Will it rain in Zürich?"), book, summary(), null, trades, trades(), account);
    }

    static BookView book(BookState state, @Nullable String reason) {
        return new BookView(
                TICKER,
                state,
                reason,
                List.of(bid("0.4500", "1000"), bid("0.4400", "500.5"), bid("0.0125", "7")),
                List.of(ask("0.4725", "12"), ask("0.6000", "1234567")),
                1,
                2,
                3,
                TIME,
                TIME);
    }

    static Market market(String title) {
        return new Market(
                TICKER,
                null,
                title,
                null,
                null,
                "active",
                null,
                null,
                null,
                null,
                TIME.plusSeconds(5_400),
                null,
                null,
                null,
                null);
    }

    static MarketSummary summary() {
        return new MarketSummary(
                TICKER,
                Price.parse("0.46"),
                Price.parse("0.45"),
                Price.parse("0.4725"),
                Quantity.parse("33896"),
                Quantity.parse("20422.25"),
                null,
                null,
                null,
                null,
                null,
                TIME);
    }

    static List<Trade> trades() {
        return List.of(trade("2", "0.46", BookSide.BID), trade("1", "0.45", BookSide.ASK));
    }

    static Trade trade(String id, String price, BookSide side) {
        return new Trade(id, TICKER, Price.parse(price), Quantity.parse("50"), side, false, TIME);
    }

    static MarketView.Account account() {
        return new MarketView.Account(Quantity.parse("-12.5"), TIME.minusSeconds(65), 1, List.of(fill("7")));
    }

    static Fill fill(String tradeId) {
        return new Fill(
                tradeId,
                "order",
                null,
                TICKER,
                BookSide.ASK,
                Outcome.NO,
                Action.BUY,
                Price.parse("0.46"),
                Quantity.parse("12.5"),
                null,
                null,
                Quantity.parse("-12.5"),
                null,
                TIME);
    }

    private static Level bid(String price, String quantity) {
        return new Level(BookSide.BID, Price.parse(price), Quantity.parse(quantity));
    }

    private static Level ask(String price, String quantity) {
        return new Level(BookSide.ASK, Price.parse(price), Quantity.parse(quantity));
    }
}
