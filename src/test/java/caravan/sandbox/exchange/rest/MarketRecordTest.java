package caravan.sandbox.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.sandbox.engine.NewOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MarketRecordTest {
    @Test
    void whatIsCondensedStillSaysHowThingsStood() {
        Desk desk = new Desk();
        MarketRecord record = desk.records.market(Desk.RIV);
        trade(desk, 4_000);
        desk.advance(Duration.ofHours(2));
        trade(desk, 5_000);
        long now = desk.engine().now() / 1_000_000;
        int last = record.market().lastPrice();
        int days = record.candles(1440).between(0, now + 86_400, now).size();

        record.condense();

        assertThat(record.candles(1).between(now - 600, now + 60, now)).hasSize(1);
        assertThat(record.candles(60).before(now + 3_600).lastPrice()).isEqualTo(last);
        assertThat(record.dayAgo(now + 90_000).lastPrice()).isEqualTo(last);
        assertThat(record.candles(1440).between(0, now + 86_400, now)).hasSize(days);
    }

    private static void trade(Desk desk, int price) {
        desk.engine().place(NewOrder.limit(desk.other, desk.market(), BookSide.ASK, price, 100));
        desk.engine().place(NewOrder.limit(desk.world.own(), desk.market(), BookSide.BID, price, 100));
    }
}
