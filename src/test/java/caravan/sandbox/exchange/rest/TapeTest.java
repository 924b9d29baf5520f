package caravan.sandbox.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The book is swept, and from the next minute on so many trades are printed at the beginning of each. */
class TapeTest {
    private static final int MINUTE = 3_000;
    private static final String QUIET = "KXRAINSEA-26DEC01-T0";

    @Test
    void everyTradeIsToldPageByPage() {
        Desk desk = new Desk();
        int all = print(desk) + 5 * MINUTE;
        assertThat(tell(desk, "/markets/trades?limit=1000"))
                .doesNotHaveDuplicates()
                .hasSize(all);
        assertThat(tell(desk, "/markets/trades?limit=1000&ticker=" + Desk.RIV)).hasSize(all);
        assertThat(tell(desk, "/markets/trades?limit=1000&ticker=" + QUIET)).isEmpty();
        long second = Desk.START / 1_000_000 + 120;
        assertThat(tell(desk, "/markets/trades?limit=1000&min_ts=" + second + "&max_ts=" + second))
                .hasSize(MINUTE);
        assertThat(tell(desk, "/markets/trades?max_ts=" + (Desk.START / 1_000_000 - 1)))
                .isEmpty();
    }

    @Test
    void whoAsksForWhatWasForgottenIsRefused() {
        Desk desk = new Desk(RestOptions.DEFAULT.unlimited(), 10_000_000_000L, 2 * MINUTE);
        print(desk);
        long start = Desk.START / 1_000_000;
        for (String one : List.of("", "&ticker=" + Desk.RIV)) {
            assertThat(desk.get("/markets/trades?min_ts=" + start + one).status())
                    .isEqualTo(400);
            assertThat(tell(desk, "/markets/trades?limit=1000&min_ts=" + (start + 240) + one))
                    .hasSize(2 * MINUTE);
            assertThat(desk.read("/markets/trades?limit=1000" + one).path("trades"))
                    .hasSize(1_000);
        }
        assertThat(tell(desk, "/markets/trades?min_ts=" + start + "&ticker=" + QUIET))
                .isEmpty();
        assertThat(tell(desk, "/markets/trades?is_block_trade=true")).isEmpty();
    }

    @Test
    void theLastPageIsNotTakenForTheEnd() {
        Desk desk = new Desk(RestOptions.DEFAULT.unlimited(), 10_000_000_000L, 2 * MINUTE);
        print(desk);
        String cursor = "";
        Answer answer = desk.get("/markets/trades?limit=1000");
        while (answer.status() == 200) {
            cursor = answer.body().path("cursor").asText();
            assertThat(cursor).isNotEmpty();
            answer = desk.get("/markets/trades?limit=1000&cursor=" + cursor);
        }
        assertThat(answer.body().path("msg").asText()).contains("expected a min_ts of at least");
    }

    @Test
    void whatIsOlderThanLiveDataIsHistorical() {
        Desk desk = new Desk(new RestOptions(Tier.BASIC, false, Duration.ofSeconds(150)), 10_000_000_000L);
        int swept = print(desk);
        assertThat(tell(desk, "/markets/trades?limit=1000")).hasSize(2 * MINUTE);
        assertThat(tell(desk, "/historical/trades?limit=1000")).hasSize(swept + 3 * MINUTE);
    }

    /** Five minutes' trades; how many there were at once at the start. */
    private static int print(Desk desk) {
        Account third = desk.engine().admit("third", 1_000_000_000_000L);
        Market market = desk.market();
        desk.strangers(BookSide.BID, 9_900, 100_000_00);
        int swept = desk.records.tape().size();
        for (int minute = 0; minute < 5; minute++) {
            desk.advance(Duration.ofMinutes(1));
            for (int i = 0; i < MINUTE; i++) {
                desk.engine().place(NewOrder.limit(third, market, BookSide.ASK, 9_900, 100));
            }
        }
        desk.advance(Duration.ofMinutes(1));
        return swept;
    }

    /** The ids of all trades on all pages. */
    private static List<String> tell(Desk desk, String path) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = desk.read(path + "&cursor=" + cursor);
            page.path("trades").forEach(trade -> ids.add(trade.path("trade_id").asText()));
            cursor = page.path("cursor").asText();
        } while (!cursor.isEmpty());
        return ids;
    }
}
