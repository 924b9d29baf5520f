package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import caravan.console.ApiMarketViews;
import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.MarketView;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketViewJsonTest {
    private static final Instant TIME = Instant.parse("2026-11-20T16:30:15.123456Z");
    private static final Price PRICE = Price.parse("0.4525");
    private static final Quantity SOME = Quantity.parse("12.5");

    @Test
    void whatTheApiWritesIsReadBack() throws IOException {
        Market market = new Market(
                "T", null, "Rain?", "wet", null, "active", null, null, null, null, TIME, null, null, null, null);
        BookView book = new BookView(
                "T",
                BookState.SUSPECT,
                "a gap",
                List.of(new Level(BookSide.BID, PRICE, SOME)),
                List.of(new Level(BookSide.ASK, PRICE, SOME)),
                1,
                2,
                3,
                null,
                TIME);
        MarketSummary summary =
                new MarketSummary("T", PRICE, PRICE, null, SOME, SOME, null, null, null, null, null, TIME);
        MarketLifecycle lifecycle =
                new MarketLifecycle("T", null, "determined", null, TIME, null, null, "yes", null, "");
        Trade trade = new Trade(null, "T", PRICE, SOME, null, true, TIME);
        Fill fill = new Fill(
                "t",
                "o",
                null,
                "T",
                BookSide.ASK,
                Outcome.NO,
                Action.BUY,
                PRICE,
                SOME,
                Money.parse("0.01"),
                null,
                null,
                null,
                TIME);
        MarketView view = new MarketView(
                TIME,
                "T",
                market,
                book,
                summary,
                lifecycle,
                7,
                List.of(trade),
                new MarketView.Account(SOME, TIME, 9, List.of(fill)));
        assertThat(read(new ApiMarketViews().text(view))).isEqualTo(view);
        MarketView little = new MarketView(TIME, "T", null, null, null, null, 0, List.of(), null);
        assertThat(read(new ApiMarketViews().text(little))).isEqualTo(little);
    }

    @Test
    void somethingElseIsRefused() {
        assertThatIOException().isThrownBy(() -> read("{\"ticker\":5}")).withMessageStartingWith("expected a market");
    }

    private static MarketView read(String json) throws IOException {
        return MarketViewJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
